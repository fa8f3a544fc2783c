package io.github.camelmbus.example.sink;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dataformat.csv.CsvDataFormat;

/** One row per record, one file per day. */
public final class CsvRoute extends RouteBuilder {

  @Override
  public void configure() {
    CsvDataFormat rows = new CsvDataFormat().setHeader(CsvRows.columns()).setSkipHeaderRecord(true);
    CsvDataFormat headerAndRows = new CsvDataFormat().setHeader(CsvRows.columns());

    from("direct:csv")
        .routeId("csv")
        .setHeader(
            Exchange.FILE_NAME, simple("${date:header.CamelMessageTimestamp:yyyy-MM-dd}.csv"))
        .setProperty(Exchange.CHARSET_NAME, constant("UTF-8"))
        .bean(CsvRows.class)
        .bean(DayFile.class, "endLastLine")
        .choice()
        .when(method(DayFile.class, "isNew"))
        .marshal(headerAndRows)
        .otherwise()
        .marshal(rows)
        .end()
        .to("file:{{mbus.directory}}?fileExist=Append");
  }
}
