package io.github.camelmbus.example.app;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.annotations.RegisterResourceBundle;

/**
 * Classes and resources that the client of MQTT finds by name: its kinds of connections, its log
 * and its texts. The service file of the first is among {@code quarkus.native.resources.includes}.
 */
@RegisterForReflection(
    classNames = {
      "org.eclipse.paho.mqttv5.client.internal.TCPNetworkModuleFactory",
      "org.eclipse.paho.mqttv5.client.internal.SSLNetworkModuleFactory",
      "org.eclipse.paho.mqttv5.client.websocket.WebSocketNetworkModuleFactory",
      "org.eclipse.paho.mqttv5.client.websocket.WebSocketSecureNetworkModuleFactory",
      "org.eclipse.paho.mqttv5.client.internal.ResourceBundleCatalog",
      "org.eclipse.paho.mqttv5.client.logging.JSR47Logger",
      "java.util.ResourceBundle"
    })
@RegisterResourceBundle(bundleName = NamedInPaho.LOG)
final class NamedInPaho {
  static final String LOG = "org.eclipse.paho.mqttv5.client.internal.nls.logcat";

  private NamedInPaho() {}

  /** Quarkus takes one bundle of a class. */
  @RegisterResourceBundle(bundleName = Messages.NAME)
  static final class Messages {
    static final String NAME = "org.eclipse.paho.mqttv5.common.nls.messages";

    private Messages() {}
  }
}
