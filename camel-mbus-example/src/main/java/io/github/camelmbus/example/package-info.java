/**
 * A Camel Quarkus app on top of the M-Bus component: routes that write readings to files, and a
 * command line for the bus.
 *
 * <pre>
 * cli    the commands, one class each
 *  |
 * app    which meters are polled; starts Camel, with routes or without
 *  |
 * sink   routes that take readings to where they are kept
 * </pre>
 *
 * <p>A package imports only those below it. {@link io.github.camelmbus.example.app.ReadingRoutes}
 * polls, {@code application.properties} says what is read and where it is written: start there.
 */
package io.github.camelmbus.example;
