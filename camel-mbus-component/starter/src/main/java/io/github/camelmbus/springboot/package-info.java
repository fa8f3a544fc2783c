/**
 * Gives components and data formats in a Spring Boot app the properties {@code
 * camel.component.mbus.*}, {@code camel.component.kmp.*}, {@code camel.dataformat.mbus.*} and
 * {@code camel.dataformat.kmp.*}, as camel-main does in a plain one. Spring finds it in {@code
 * META-INF/spring}.
 */
@NullMarked
package io.github.camelmbus.springboot;

import org.jspecify.annotations.NullMarked;
