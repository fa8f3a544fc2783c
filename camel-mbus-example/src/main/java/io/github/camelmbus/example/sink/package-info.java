/**
 * Routes that take readings to where they are kept, one class each, and their siblings in YAML
 * beside them in {@code sinks}. {@code mbus.sinks} says which of them run, {@code mbus.dsl} in
 * which language; {@code docs/how-to/sinks.md} is about all of them.
 */
@NullMarked
package io.github.camelmbus.example.sink;

import org.jspecify.annotations.NullMarked;
