/**
 * What the Camel Quarkus extension {@code camel-quarkus-mbus} does while an app is built. On the
 * JVM the component needs nothing of it; for a native image it names what is found at run time by
 * name, and cuts Android out of the serial library.
 */
@NullMarked
package io.github.camelmbus.quarkus.deployment;

import org.jspecify.annotations.NullMarked;
