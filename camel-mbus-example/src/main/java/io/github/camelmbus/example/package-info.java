/**
 * A Camel Quarkus app on top of the M-Bus component: routes that poll meters and archive their
 * readings, and a command line for the bus and the archive.
 *
 * <pre>
 * cli      the commands, one class each
 *  |
 * app      selects the meters to poll; starts Camel, with routes or without
 *  |
 * sink     routes that send readings to files, databases and servers
 *  |
 * archive  the file with all readings, and the positions of sinks in it
 * </pre>
 *
 * <p>A package imports only those below it; {@code report}, which is between {@code cli} and {@code
 * archive}, computes consumption. Start with {@link io.github.camelmbus.example.app.ReadingRoutes},
 * which polls, and {@code application.properties}, which configures the meters and the sinks.
 */
package io.github.camelmbus.example;
