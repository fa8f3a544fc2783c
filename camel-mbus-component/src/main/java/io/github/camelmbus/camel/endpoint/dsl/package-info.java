/** The options of endpoints as methods, generated: {@code mbus("/dev/ttyUSB0").primary("1-5")}. */
@NullMarked
package io.github.camelmbus.camel.endpoint.dsl;

import org.jspecify.annotations.NullMarked;
