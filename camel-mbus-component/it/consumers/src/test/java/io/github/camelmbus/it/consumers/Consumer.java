package io.github.camelmbus.it.consumers;

import java.util.ArrayList;
import java.util.List;

/**
 * A project of a user, in one set of versions.
 *
 * @param title what README calls it.
 * @param project its folder in {@code src/test/projects}.
 * @param camel version of Camel.
 * @param versions properties of its pom for this version.
 * @param kamelets whether Camel's part for Kamelets can be fetched in this version.
 * @param jar what is started, below {@code target}.
 */
record Consumer(
    String title,
    String project,
    String camel,
    List<String> versions,
    boolean kamelets,
    String jar) {

  /** With the oldest Camel that is promised: these are part of each build. */
  static final List<Consumer> OLDEST =
      List.of(
          new Consumer("Camel Main", "camel-main", "4.17.0", List.of(), true, "meters.jar"),
          new Consumer(
              "Spring Boot 3.5.9 with Actuator",
              "spring-boot",
              "4.17.0",
              List.of(),
              true,
              "meters.jar"),
          new Consumer(
              "Quarkus 3.31.3 (JVM)",
              "quarkus",
              "4.17.0",
              List.of(),
              true,
              "quarkus-app/quarkus-run.jar"));

  static final List<Consumer> NEWER =
      List.of(
          new Consumer(
              "Camel Main",
              "camel-main",
              "4.18.0",
              List.of("-Dcamel.version=4.18.0"),
              true,
              "meters.jar"),
          new Consumer(
              "Spring Boot 3.5.9 with Actuator",
              "spring-boot",
              "4.18.0",
              List.of("-Dcamel.version=4.18.0", "-P!kamelet"),
              false,
              "meters.jar"));

  static List<Consumer> all() {
    List<Consumer> all = new ArrayList<>(OLDEST);
    all.addAll(NEWER);
    return all;
  }

  /** Whether it has a route in XML beside those in YAML and Java, which all have. */
  boolean xml() {
    return project.equals("camel-main");
  }

  /** What its run shows. */
  String proven() {
    return "route, "
        + (xml() ? "route in XML, " : "")
        + "`toD`, `pollEnrich`, data format, "
        + (kamelets ? "Kamelet, " : "")
        + "health check, metrics, loss of the line";
  }

  /** The beginning of its row in README; the Java versions follow. */
  String row() {
    return "| " + title + " | " + camel + " | " + proven() + " | ";
  }

  @Override
  public String toString() {
    return project + "-" + camel;
  }
}
