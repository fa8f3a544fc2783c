package io.github.camelmbus.example.app;

import io.quarkus.runtime.configuration.QuarkusConfigBuilderCustomizer;
import io.smallrye.config.PropertiesLocationConfigSourceFactory;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/** The settings for commands that start without Quarkus, from where Quarkus reads them. */
public final class Settings {
  private Settings() {}

  /**
   * Reads them from the application.properties of the app and of the folder config, the environment
   * and system properties, with the expressions and profiles in them.
   */
  public static Config read() {
    return new SmallRyeConfigBuilder()
        .withCustomizers(new QuarkusConfigBuilderCustomizer())
        .addDefaultInterceptors()
        .addDefaultSources()
        .withSources(new PropertiesLocationConfigSourceFactory())
        .build();
  }

  /** Makes them those of the process, where Camel looks for the options of its components. */
  public static void use(Config settings) {
    ConfigProviderResolver.instance()
        .registerConfig(settings, Thread.currentThread().getContextClassLoader());
  }
}
