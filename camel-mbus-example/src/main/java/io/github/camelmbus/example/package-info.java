/**
 * A Camel Quarkus app on top of the M-Bus component: routes that write readings to files, and a
 * command line for the bus.
 *
 * <p>{@link io.github.camelmbus.example.ReadingRoutes} polls, {@code sink} has the routes from
 * there, {@code application.properties} says what they read and where they write: start there.
 * {@link io.github.camelmbus.example.CamelMBus} lists the commands, one class each; whatever they
 * have in common is an option mixin. {@link io.github.camelmbus.example.Scan} searches a line for
 * the commands that need its meters, and tells a {@link io.github.camelmbus.example.ScanOutput}.
 */
@NullMarked
package io.github.camelmbus.example;

import org.jspecify.annotations.NullMarked;
