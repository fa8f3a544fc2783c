package io.github.camelmbus.example.cli;

import io.github.camelmbus.camel.MBusConfiguration;
import io.github.camelmbus.camel.MBusConstants;
import io.github.camelmbus.camel.MBusEndpoint;
import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** One operation of the component on a line. */
final class LineCall {
  private final MBusEndpoint endpoint;

  /** An endpoint that may do this operation from now on, and nothing else. */
  LineCall(MBusEndpoint endpoint, String operation) {
    MBusConfiguration configuration = endpoint.getConfiguration();
    configuration.setOperation(operation);
    configuration.setAllowOperations(operation);
    this.endpoint = endpoint;
  }

  /**
   * Does it, and waits for its end.
   *
   * @param request fills in what is asked.
   * @return with the result, or with what went wrong.
   */
  Exchange run(Consumer<Message> request) throws Exception {
    try (AsyncProducer producer = endpoint.createAsyncProducer()) {
      producer.start();
      Exchange exchange = endpoint.createExchange();
      exchange.getMessage().setHeader(MBusConstants.USER, System.getProperty("user.name"));
      request.accept(exchange.getMessage());
      return producer.processAsync(exchange).get();
    }
  }
}
