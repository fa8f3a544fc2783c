/**
 * Gives the component in a Spring Boot app the properties {@code camel.component.mbus.*}, as
 * camel-main does in a plain one. Spring finds it in {@code META-INF/spring}; without Spring
 * nothing here is ever loaded.
 */
@NullMarked
package io.github.camelmbus.springboot;

import org.jspecify.annotations.NullMarked;
