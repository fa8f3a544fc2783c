package io.github.camelmbus.camel.operation;

import io.github.camelmbus.master.Transactions;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Message;

/**
 * Sends the octets of the message body, binary or as hexadecimal text, and returns those of the
 * answer. Silence is an exception. As they may change a meter, they are logged by {@link AuditLog}.
 */
public final class RawOperation implements Operation {

  @Override
  public CompletableFuture<?> start(Request request) {
    byte[] octets = octets(request.exchange().getMessage());
    if (request.isDryRun()) {
      throw new IllegalArgumentException(
          "raw has no dry run: it sends the octets of the message as they are");
    }
    AuditLog audit = new AuditLog(request, null, null);
    return request
        .submit(Transactions.raw(octets, audit::sent), null, 1)
        .whenCompleteAsync((answer, failure) -> audit.close(null, failure), request.executor());
  }

  private static byte[] octets(Message message) {
    Object body = message.getBody();
    if (body instanceof String text) {
      return parse(text);
    }
    byte[] octets = message.getBody(byte[].class);
    if (octets == null || octets.length == 0) {
      throw new IllegalArgumentException(
          "raw sends the octets of the body, byte[] or hexadecimal text, not "
              + (body == null ? "an empty body" : body.getClass().getName()));
    }
    return octets;
  }

  private static byte[] parse(String text) {
    try {
      return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "raw sends octets in hexadecimal, such as 10 40 01 41 16, not '" + text + "'", e);
    }
  }
}
