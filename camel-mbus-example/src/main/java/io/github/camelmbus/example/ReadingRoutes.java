package io.github.camelmbus.example;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dataformat.csv.CsvDataFormat;

/**
 * Polls the meters, and appends one row per record to a CSV file per day. Its sibling {@code
 * json.camel.yaml} does the same with one JSON line per reading.
 */
@ApplicationScoped
public class ReadingRoutes extends RouteBuilder {

  @Override
  public void configure() {
    CsvDataFormat rows = new CsvDataFormat().setHeader(CsvRows.COLUMNS).setSkipHeaderRecord(true);
    CsvDataFormat headerAndRows = new CsvDataFormat().setHeader(CsvRows.COLUMNS);

    from("mbus:{{mbus.line}}?{{mbus.meters}}&delay={{mbus.delay}}")
        .routeId("poll")
        .log(
            "${header.CamelMBusMeterId}: ${body.records.size} records from ${header.CamelMBusLine}")
        .multicast()
        .to("direct:csv", "direct:json");

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
