package io.github.camelmbus.example.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.camelmbus.example.sink.HomeAssistant.Announcement;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.paho.mqtt5.PahoMqtt5Component;
import org.apache.camel.component.paho.mqtt5.PahoMqtt5Configuration;
import org.apache.camel.component.paho.mqtt5.PahoMqtt5Endpoint;
import org.apache.camel.quarkus.main.events.AfterStart;
import org.apache.camel.quarkus.main.events.BeforeStop;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A separate connection to the broker, which lasts as long as the app runs: its last will says that
 * the app has ended. Over it the app learns that Home Assistant starts, and which messages of
 * discovery an earlier run has left at the broker.
 *
 * <p>Except for the callbacks of the client, all of it runs on one thread.
 */
@Singleton
public class HomeAssistantLink implements MqttCallback {
  private static final Logger LOG = LoggerFactory.getLogger(HomeAssistantLink.class);
  private static final String ROUTE = "mqtt";
  private static final int QOS = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofSeconds(10);
  private static final Duration LONGEST_CHECK = Duration.ofMinutes(1);

  private final Instance<HomeAssistant> homeAssistants;
  private final String status;
  private final String configs;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "home-assistant");
            made.setDaemon(true);
            return made;
          });
  private volatile @Nullable MqttClient client;
  private boolean failedBefore;
  private boolean waiting;

  HomeAssistantLink(
      Instance<HomeAssistant> homeAssistants,
      @ConfigProperty(name = "mbus.mqtt.discovery") String prefix) {
    this.homeAssistants = homeAssistants;
    this.status = prefix + "/status";
    this.configs = prefix + "/sensor/+/config";
  }

  /** The options of the component, and a last will. */
  private static final class Options extends PahoMqtt5Endpoint {
    Options(PahoMqtt5Component component, PahoMqtt5Configuration configuration) {
      super("paho-mqtt5:will", "will", component, configuration);
    }

    MqttConnectionOptions make() {
      return createMqttConnectionOptions();
    }
  }

  /** Created on first use: commands without routes do not need it. */
  private HomeAssistant homeAssistant() {
    return homeAssistants.get();
  }

  void start(@Observes AfterStart started) {
    CamelContext context = started.getCamelContext();
    if (context.getRoute(ROUTE) != null) {
      execute(() -> connect(context));
      long period = Math.min(homeAssistant().silence().toMillis() / 4, LONGEST_CHECK.toMillis());
      thread.scheduleWithFixedDelay(logged(this::check), period, period, TimeUnit.MILLISECONDS);
    }
  }

  private void execute(Runnable task) {
    thread.execute(logged(task));
  }

  /** Logs an exception of a task, which the executor would swallow. */
  private static Runnable logged(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("Messages to Home Assistant failed: {}", e.getMessage(), e);
      }
    };
  }

  private void connect(CamelContext context) {
    try {
      PahoMqtt5Component component = context.getComponent("paho-mqtt5", PahoMqtt5Component.class);
      PahoMqtt5Configuration configuration = component.getConfiguration().copy();
      configuration.setWillTopic(homeAssistant().bridgeTopic());
      configuration.setWillPayload(HomeAssistant.OFFLINE);
      configuration.setWillQos(QOS);
      configuration.setWillRetained(true);
      MqttConnectionOptions options = new Options(component, configuration).make();
      // The client would double its pause up to two minutes.
      options.setAutomaticReconnectDelay(1, (int) RETRY.toSeconds());
      MqttClient made =
          new MqttClient(
              configuration.getBrokerUrl(), "mbus-" + UUID.randomUUID(), new MemoryPersistence());
      made.setTimeToWait(PATIENCE.toMillis());
      made.setCallback(this);
      client = made;
      connect(made, options);
    } catch (MqttException e) {
      if (!failedBefore) {
        LOG.warn(
            "Home Assistant cannot see that the app runs: {}. The connection is tried again every"
                + " {} s",
            FailureWords.of(e),
            RETRY.toSeconds());
      }
      failedBefore = true;
      thread.schedule(logged(() -> connect(context)), RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static void connect(MqttClient made, MqttConnectionOptions options) throws MqttException {
    try {
      made.connect(options);
    } catch (MqttException e) {
      made.close(true);
      throw e;
    }
  }

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {
    execute(this::introduce);
  }

  private void introduce() {
    talk(
        connected -> {
          connected.subscribe(
              new MqttSubscription[] {
                new MqttSubscription(status, QOS), new MqttSubscription(configs, QOS)
              });
          publish(
              connected,
              List.of(new Announcement(homeAssistant().bridgeTopic(), HomeAssistant.ONLINE)));
          publish(connected, homeAssistant().everything());
        });
  }

  /** Messages over a connection. */
  private interface Talk {
    void over(MqttClient connected) throws MqttException;
  }

  /**
   * If the broker does not confirm a message, all messages are sent again later: over the next
   * connection or, if this one is still open and the broker is slow, after a pause.
   */
  private void talk(Talk talk) {
    MqttClient connected = client;
    if (connected == null) {
      return;
    }
    try {
      talk.over(connected);
    } catch (MqttException e) {
      if (!connected.isConnected()) {
        LOG.debug("connection to Home Assistant's broker lost", e);
      } else if (!waiting) {
        LOG.warn(
            "the broker does not confirm what Home Assistant needs: {}. All of it is sent again"
                + " after {} s",
            FailureWords.of(e),
            RETRY.toSeconds());
        waiting = true;
        thread.schedule(logged(this::introduceAgain), RETRY.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  private void introduceAgain() {
    waiting = false;
    introduce();
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    String payload = new String(message.getPayload(), UTF_8);
    if (topic.equals(status)) {
      if (payload.equals(HomeAssistant.ONLINE) && !message.isRetained()) {
        execute(this::introduce);
      }
    } else if (message.isRetained() && !payload.isEmpty()) {
      homeAssistant().found(topic, payload);
    }
  }

  private void check() {
    talk(connected -> publish(connected, homeAssistant().ofSilentMeters()));
  }

  private static void publish(MqttClient connected, List<Announcement> messages)
      throws MqttException {
    for (Announcement message : messages) {
      connected.publish(message.topic(), message.payload().getBytes(UTF_8), QOS, true);
    }
  }

  void stop(@Observes BeforeStop stopping) {
    end();
  }

  /** Also runs if the app ends before Camel has started; idempotent. */
  @PreDestroy
  void end() {
    thread.shutdownNow();
    MqttClient connected = client;
    if (connected != null && connected.isConnected()) {
      try {
        publish(
            connected,
            List.of(new Announcement(homeAssistant().bridgeTopic(), HomeAssistant.OFFLINE)));
        connected.disconnect();
        connected.close();
      } catch (MqttException e) {
        LOG.debug("connection to Home Assistant's broker not closed", e);
      }
    }
    client = null;
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    // The client connects again by itself.
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {
    LOG.debug("client of MQTT", exception);
  }

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
