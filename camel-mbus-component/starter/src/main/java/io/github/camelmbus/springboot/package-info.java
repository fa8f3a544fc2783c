/**
 * Gives component and data format in a Spring Boot app the properties {@code
 * camel.component.mbus.*} and {@code camel.dataformat.mbus.*}, as camel-main does in a plain one.
 * Spring finds it in {@code META-INF/spring}.
 */
@NullMarked
package io.github.camelmbus.springboot;

import org.jspecify.annotations.NullMarked;
