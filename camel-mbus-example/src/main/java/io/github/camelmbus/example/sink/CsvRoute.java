package io.github.camelmbus.example.sink;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dataformat.csv.CsvDataFormat;

/** One row per record, one file per day. */
public final class CsvRoute extends RouteBuilder {

  @Override
  public void configure() {
    char separator = separator(getContext().resolvePropertyPlaceholders("{{mbus.csv.separator}}"));
    CsvDataFormat headerAndRows =
        new CsvDataFormat().setDelimiter(separator).setHeader(CsvRows.columns());
    CsvDataFormat rows =
        new CsvDataFormat()
            .setDelimiter(separator)
            .setHeader(CsvRows.columns())
            .setSkipHeaderRecord(true);

    from("direct:csv")
        .routeId("csv")
        .setHeader(
            Exchange.FILE_NAME, simple("${date:header.CamelMessageTimestamp:yyyy-MM-dd}.csv"))
        .setProperty(Exchange.CHARSET_NAME, constant("UTF-8"))
        .bean(CsvRows.class)
        .bean(DayFile.class, "cutTornLine")
        .choice()
        .when(method(DayFile.class, "isNew"))
        .marshal(headerAndRows)
        .otherwise()
        .marshal(rows)
        .end()
        // Of octets the file component may write a part, on a full disk, without a failure.
        .convertBodyTo(String.class)
        .to("file:{{mbus.directory}}?fileExist=Append");
  }

  /**
   * The sign between columns.
   *
   * @throws IllegalArgumentException if it is not one sign.
   */
  public static char separator(String text) {
    if (text.length() != 1) {
      throw new IllegalArgumentException(
          "mbus.csv.separator is one sign, such as ; or a tab, not '" + text + "'");
    }
    return text.charAt(0);
  }
}
