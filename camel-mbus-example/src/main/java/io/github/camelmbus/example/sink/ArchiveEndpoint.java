package io.github.camelmbus.example.sink;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** {@code archive:NAME}: for a consumer, NAME is the sink; a producer ignores it. */
final class ArchiveEndpoint extends DefaultEndpoint {
  private final ArchiveComponent component;
  private final String name;

  ArchiveEndpoint(String uri, ArchiveComponent component, String name) {
    super(uri, component);
    this.component = component;
    this.name = name;
  }

  @Override
  public Producer createProducer() {
    return new ArchiveProducer(this, component);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    SinkCursor cursor = component.cursor(name);
    ArchiveConsumer consumer = new ArchiveConsumer(this, processor, component, cursor);
    component.registerHealth(new SinkHealth(cursor, component.clock()));
    return consumer;
  }
}
