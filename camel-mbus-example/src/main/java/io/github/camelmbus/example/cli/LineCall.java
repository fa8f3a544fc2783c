package io.github.camelmbus.example.cli;

import io.github.camelmbus.camel.MBusConfiguration;
import io.github.camelmbus.camel.MBusConstants;
import io.github.camelmbus.camel.MBusEndpoint;
import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** An operation of the component on a line. */
final class LineCall {
  private final MBusEndpoint endpoint;

  /** Sets the operation as the only one that the endpoint allows. */
  LineCall(MBusEndpoint endpoint, String operation) {
    MBusConfiguration configuration = endpoint.getConfiguration();
    configuration.setOperation(operation);
    configuration.setAllowOperations(operation);
    this.endpoint = endpoint;
  }

  /**
   * Runs the operation, and waits for its end.
   *
   * @param result the class of the result.
   * @param request sets the headers and the body of the message.
   * @throws Exception of the operation.
   */
  <T> T run(Class<T> result, Consumer<Message> request) throws Exception {
    return send(
        endpoint,
        result,
        message -> {
          message.setHeader(MBusConstants.USER, System.getProperty("user.name"));
          request.accept(message);
        });
  }

  /** As {@link #run}, on any endpoint. */
  static <T> T send(Endpoint endpoint, Class<T> result, Consumer<Message> request)
      throws Exception {
    try (AsyncProducer producer = endpoint.createAsyncProducer()) {
      producer.start();
      return send(producer, result, request);
    }
  }

  /** As {@link #run}, with a producer that is started. */
  static <T> T send(AsyncProducer producer, Class<T> result, Consumer<Message> request)
      throws Exception {
    Exchange exchange = producer.getEndpoint().createExchange();
    request.accept(exchange.getMessage());
    Exchange answer = producer.processAsync(exchange).get();
    if (answer.getException() != null) {
      throw answer.getException();
    }
    return answer.getMessage().getBody(result);
  }
}
