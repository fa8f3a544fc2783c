package io.github.camelmbus.example.app;

import io.github.camelmbus.camel.KmpComponent;
import io.github.camelmbus.camel.MBusComponent;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.component.microprofile.config.CamelMicroProfilePropertiesSource;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.SimpleMain;
import org.apache.camel.util.OrderedLocationProperties;
import org.eclipse.microprofile.config.Config;

/**
 * Camel with the components of lines and no other, which starts much faster than all that {@code
 * run} has.
 */
public final class PlainCamel implements CommandCamel {
  private static final Pattern OF_LINES = Pattern.compile("camel\\.component\\.(mbus|kmp)\\.");

  private final Config settings;

  /**
   * @param settings with the options of the components.
   */
  public PlainCamel(Config settings) {
    this.settings = settings;
  }

  @Override
  public CamelContext withoutRoutes() {
    Logs.quiet();
    Settings.use(settings);
    CamelContext camel = new DefaultCamelContext();
    camel.addComponent("mbus", new MBusComponent());
    camel.addComponent("kmp", new KmpComponent());
    camel.setPropertiesComponent(optionsOfLines());
    new Options(camel).set();
    // Closes the lines; also after Ctrl-C, as Quarkus does.
    Runtime.getRuntime().addShutdownHook(new Thread(camel::stop, "end of camel"));
    camel.start();
    return camel;
  }

  /** Sets the options of components in the same way as with Quarkus. */
  private static final class Options extends SimpleMain {
    Options(CamelContext camel) {
      super(camel);
    }

    void set() {
      try {
        autoConfigurationFromProperties(getCamelContext(), new OrderedLocationProperties());
      } catch (Exception wrongOption) {
        throw new IllegalStateException(wrongOption);
      }
    }
  }

  /** All that an option may name, and of options those of lines: Camel makes what they are for. */
  private static PropertiesComponent optionsOfLines() {
    PropertiesComponent properties = new PropertiesComponent();
    properties.setAutoDiscoverPropertiesSources(false);
    properties.addPropertiesSource(
        new CamelMicroProfilePropertiesSource() {
          @Override
          public Properties loadProperties(Predicate<String> filter) {
            return super.loadProperties(filter.and(name -> OF_LINES.matcher(name).lookingAt()));
          }
        });
    return properties;
  }
}
