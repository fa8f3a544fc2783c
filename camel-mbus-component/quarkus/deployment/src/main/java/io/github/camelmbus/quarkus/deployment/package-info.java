/**
 * The build steps of the Camel Quarkus extension {@code camel-quarkus-mbus}. On the JVM the
 * component does not need them. For a native image they register what is loaded by name at run
 * time, and remove Android from the serial library.
 */
@NullMarked
package io.github.camelmbus.quarkus.deployment;

import org.jspecify.annotations.NullMarked;
