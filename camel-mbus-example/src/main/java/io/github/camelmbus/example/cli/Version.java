package io.github.camelmbus.example.cli;

import jakarta.enterprise.context.Dependent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import picocli.CommandLine.IVersionProvider;

/** The version that {@code --version} prints: that of the build. */
@Dependent
final class Version implements IVersionProvider {
  private final String name;
  private final String version;

  Version(
      @ConfigProperty(name = "quarkus.application.name") String name,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.name = name;
    this.version = version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {name + " " + version};
  }
}
