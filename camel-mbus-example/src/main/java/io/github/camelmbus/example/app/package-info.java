/**
 * What {@code run} starts: {@link io.github.camelmbus.example.app.ReadingRoutes} polls the meters
 * and sends their readings to the routes of {@code sink}. {@link
 * io.github.camelmbus.example.app.CamelSession} starts Camel for all commands, with these routes or
 * without any.
 */
@NullMarked
package io.github.camelmbus.example.app;

import org.jspecify.annotations.NullMarked;
