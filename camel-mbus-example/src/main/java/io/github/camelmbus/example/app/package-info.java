/**
 * What {@code run} starts: {@link io.github.camelmbus.example.app.ReadingRoutes} polls the meters
 * and sends their readings to the routes of {@code sink}. {@link
 * io.github.camelmbus.example.app.CamelSession} starts Camel with these routes, {@link
 * io.github.camelmbus.example.app.PlainCamel} for commands, without Quarkus.
 */
@NullMarked
package io.github.camelmbus.example.app;

import org.jspecify.annotations.NullMarked;
