package io.github.camelmbus.example.sink;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.KafkaConsumer;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.task.Tasks;
import org.apache.camel.support.task.budget.Budgets;

/**
 * Runs one command at a time. Meanwhile the consumer is paused and keeps polling, so that the group
 * does not take its partitions away, however long the command runs.
 */
@Singleton
@Named("commandTurns")
@RegisterForReflection
public class CommandTurns {
  private static final Duration LONGEST_HANDOVER = Duration.ofSeconds(30);

  /**
   * Commits a command, so that the broker does not deliver it again, and pauses the consumer until
   * the exchange is done.
   */
  public void take(Exchange exchange) {
    exchange.getMessage().getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class).commit();
    var consumer =
        (KafkaConsumer) exchange.getContext().getRoute(exchange.getFromRouteId()).getConsumer();
    consumer.suspend();
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                resume(consumer, done.getContext());
              }
            });
  }

  /**
   * The polling thread pauses after it has passed the command on. If the command ends before that,
   * this waits for the pause: a pause after {@code resume()} would never end.
   */
  private static void resume(KafkaConsumer consumer, CamelContext context) {
    Tasks.foregroundTask()
        .withName("Pause of the commands")
        .withBudget(
            Budgets.iterationTimeBudget()
                .withMaxDuration(LONGEST_HANDOVER)
                .withInitialDelay(Duration.ZERO)
                .withInterval(Duration.ofMillis(20))
                .build())
        .build()
        .run(context, consumer::isKafkaPaused);
    consumer.resume();
  }

  /** The id of a command: its own, or else that of its message. */
  public String id(@Body Command command, @ExchangeProperty("id") String ofMessage) {
    String own = command.id();
    return own == null ? ofMessage : own;
  }
}
