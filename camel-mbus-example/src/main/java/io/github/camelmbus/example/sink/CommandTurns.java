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
 * One command at a time. While it runs its consumer is paused but goes on polling, so the group of
 * workers keeps it however long the command takes; it gets the next one when this one is over.
 */
@Singleton
@Named("commandTurns")
@RegisterForReflection
public class CommandTurns {
  private static final Duration LONGEST_HANDOVER = Duration.ofSeconds(30);

  /**
   * Takes a command: the broker will not hand it out again, whatever becomes of it. The consumer is
   * paused until the exchange is done, wherever that goes.
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
                goOn(consumer, done.getContext());
              }
            });
  }

  /**
   * The thread that polls pauses after it has handed the command over. One that is over sooner
   * waits for that: a pause that overtakes the end of it would last for ever.
   */
  private static void goOn(KafkaConsumer consumer, CamelContext context) {
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

  /** By what a command is known: its own id, or else that of its message. */
  public String id(@Body Command command, @ExchangeProperty("id") String ofMessage) {
    String own = command.id();
    return own == null ? ofMessage : own;
  }
}
