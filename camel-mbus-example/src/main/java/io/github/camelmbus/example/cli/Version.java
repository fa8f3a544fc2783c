package io.github.camelmbus.example.cli;

import jakarta.enterprise.context.Dependent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import picocli.CommandLine.IVersionProvider;

/** Prints the version of the build for {@code --version}. */
@Dependent
final class Version implements IVersionProvider {
  private final String version;

  Version(@ConfigProperty(name = "quarkus.application.version") String version) {
    this.version = version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {CamelMBus.NAME + " " + version};
  }
}
