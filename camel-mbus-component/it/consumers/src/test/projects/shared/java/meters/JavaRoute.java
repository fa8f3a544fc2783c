package meters;

import org.apache.camel.builder.RouteBuilder;

/** A route in Java beside those in YAML. */
public class JavaRoute extends RouteBuilder {
  @Override
  public void configure() {
    from("mbus:cellar?secondary=12345678&delay=1h&initialDelay=0")
        .routeId("java")
        .filter(simple("${header.CamelMBusManufacturer} == 'HYD'"))
        .to("file:{{readings}}?fileName=java.json");
  }
}
