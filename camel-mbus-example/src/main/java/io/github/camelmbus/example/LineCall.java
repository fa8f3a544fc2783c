package io.github.camelmbus.example;

import io.github.camelmbus.camel.MBusConstants;
import io.github.camelmbus.camel.MBusEndpoint;
import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** One operation of the component on a line. */
final class LineCall {
  private final CamelSession camel;
  private final LineOptions line;
  private final @Nullable Integer baudRate;

  /**
   * @param baudRate bit/s; null for that of the component.
   */
  LineCall(CamelSession camel, LineOptions line, @Nullable Integer baudRate) {
    this.camel = camel;
    this.line = line;
    this.baudRate = baudRate;
  }

  /** An endpoint that may do this operation and nothing else; it has checked its options. */
  MBusEndpoint endpoint(String operation) {
    MBusEndpoint endpoint = line.endpoint(camel.withoutRoutes(), baudRate, null, null);
    if (line.trace) {
      Logs.traceFrames();
    }
    endpoint.getConfiguration().setOperation(operation);
    endpoint.getConfiguration().setAllowOperations(operation);
    return endpoint;
  }

  /**
   * Does it, and waits for its end.
   *
   * @param request fills in what is asked.
   * @return with the result, or with what went wrong.
   */
  static Exchange run(MBusEndpoint endpoint, Consumer<Message> request) throws Exception {
    try (AsyncProducer producer = endpoint.createAsyncProducer()) {
      producer.start();
      Exchange exchange = endpoint.createExchange();
      exchange.getMessage().setHeader(MBusConstants.USER, System.getProperty("user.name"));
      request.accept(exchange.getMessage());
      return producer.processAsync(exchange).get();
    }
  }
}
