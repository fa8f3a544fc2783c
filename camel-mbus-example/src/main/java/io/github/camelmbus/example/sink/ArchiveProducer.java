package io.github.camelmbus.example.sink;

import io.github.camelmbus.camel.KmpEndpoint;
import io.github.camelmbus.camel.MBusConstants;
import io.github.camelmbus.example.archive.ArchiveEntry;
import io.github.camelmbus.example.archive.EntryCodec;
import io.github.camelmbus.reading.MeterReading;
import java.util.List;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/**
 * Appends the readings of a message: when it returns they are on the disk, if the archive can be
 * written.
 */
final class ArchiveProducer extends DefaultProducer {
  private final ArchiveComponent component;
  private final MeterKey keys = new MeterKey();

  ArchiveProducer(ArchiveEndpoint endpoint, ArchiveComponent component) {
    super(endpoint);
    this.component = component;
  }

  @Override
  public void process(Exchange exchange) {
    Object body = exchange.getMessage().getBody();
    List<?> readings = body instanceof List<?> list ? list : List.of(body);
    component.journal().append(readings.stream().map(reading -> entry(reading, exchange)).toList());
  }

  private ArchiveEntry entry(Object body, Exchange exchange) {
    if (!(body instanceof MeterReading reading)) {
      throw new IllegalArgumentException(
          "the archive takes readings, not " + body.getClass().getName());
    }
    String asked = exchange.getMessage().getHeader(MBusConstants.ADDRESS, String.class);
    String event = exchange.getMessage().getHeader(MBusConstants.EVENT, String.class);
    ArchiveEntry entry =
        component
            .codec()
            .entry(reading, keys.of(reading), asked, event, component.clock().instant());
    return withProtocol(entry, exchange.getFromEndpoint());
  }

  /** A failure without octets gets the protocol of the endpoint that it comes from. */
  static ArchiveEntry withProtocol(ArchiveEntry entry, @Nullable Endpoint from) {
    return from instanceof KmpEndpoint && entry.telegrams().isEmpty()
        ? entry.withProtocol(EntryCodec.KMP)
        : entry;
  }
}
