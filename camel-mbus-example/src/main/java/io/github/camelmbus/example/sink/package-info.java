/**
 * Routes that take readings to sinks, one class each; the same routes in YAML are in {@code sinks}.
 * {@code mbus.sinks} says which of them run, {@code mbus.dsl} in which language; {@code
 * docs/how-to/sinks.md} describes all of them.
 */
@NullMarked
package io.github.camelmbus.example.sink;

import org.jspecify.annotations.NullMarked;
