package io.github.camelmbus.camel;

import io.github.camelmbus.camel.operation.SearchEvent;
import io.github.camelmbus.camel.operation.SearchEventListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the events of searches to {@code progressUri}, in order and not on the threads of the
 * searches. If the route is too slow, progress events are dropped, as the next one replaces them;
 * other events are never dropped.
 */
final class SearchEvents implements SearchEventListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SearchEvents.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<SearchEvent> waiting = new ArrayDeque<>();
  private final String line;
  private final @Nullable Destination destination;
  private final Executor executor;
  private boolean delivering;
  private boolean failing;
  private boolean closed;

  private SearchEvents(String line, @Nullable Destination destination, Executor executor) {
    this.line = line;
    this.destination = destination;
    this.executor = executor;
  }

  /** The receiver of events. */
  private record Destination(Endpoint endpoint, ProducerTemplate template) {}

  /**
   * Sends nothing if the endpoint has no {@code progressUri}.
   *
   * @throws org.apache.camel.ResolveEndpointFailedException if there is no such endpoint.
   */
  static SearchEvents of(MBusEndpoint endpoint) {
    String uri = endpoint.getConfiguration().getProgressUri();
    CamelContext context = endpoint.getCamelContext();
    return new SearchEvents(
        endpoint.lineAddress().text(),
        uri == null
            ? null
            : new Destination(context.getEndpoint(uri), context.createProducerTemplate()),
        endpoint.getComponent().workers());
  }

  /** Queues an event; does not wait. */
  @Override
  public void report(SearchEvent event) {
    lock.lock();
    try {
      if (closed || destination == null) {
        return;
      }
      if (event instanceof SearchEvent.Progress
          && waiting.peekLast() instanceof SearchEvent.Progress) {
        waiting.removeLast();
      }
      waiting.addLast(event);
      if (!delivering) {
        delivering = true;
        executor.execute(() -> deliver(destination));
      }
    } finally {
      lock.unlock();
    }
  }

  private void deliver(Destination to) {
    for (SearchEvent event = next(); event != null; event = next()) {
      send(event, to);
    }
  }

  private @Nullable SearchEvent next() {
    lock.lock();
    try {
      SearchEvent event = waiting.pollFirst();
      delivering = event != null;
      return event;
    } finally {
      lock.unlock();
    }
  }

  private void send(SearchEvent event, Destination to) {
    Exception failure = failure(event, to);
    if (failure != null && !failing) {
      LOG.warn(
          "{}: {} failed to process an event of a search: {}",
          line,
          to.endpoint(),
          failure,
          failure);
    } else if (failure != null) {
      LOG.debug("{}: {} failed to process {}", line, to.endpoint(), event, failure);
    }
    failing = failure != null;
  }

  private @Nullable Exception failure(SearchEvent event, Destination to) {
    try {
      return to.template()
          .send(to.endpoint(), exchange -> bind(exchange.getMessage(), event))
          .getException();
    } catch (RuntimeException stopped) {
      return stopped;
    }
  }

  private void bind(Message message, SearchEvent event) {
    message.setBody(event);
    message.setHeader(MBusConstants.LINE, line);
    message.setHeader(MBusConstants.EVENT, event.event());
  }

  /** Drops events that were not sent yet; idempotent. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      waiting.clear();
    } finally {
      lock.unlock();
    }
    if (destination != null) {
      destination.template().stop();
    }
  }
}
