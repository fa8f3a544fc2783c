/**
 * A Camel Quarkus app on top of the M-Bus component: routes that write readings to files, and a
 * command line for the bus.
 *
 * <p>{@link io.github.camelmbus.example.ReadingRoutes} and {@code camel/json.camel.yaml} are the
 * routes, {@code application.properties} says what they read and where they write: start there.
 * {@link io.github.camelmbus.example.CamelMBus} lists the commands, one class each; whatever they
 * have in common is an option mixin.
 */
@NullMarked
package io.github.camelmbus.example;

import org.jspecify.annotations.NullMarked;
