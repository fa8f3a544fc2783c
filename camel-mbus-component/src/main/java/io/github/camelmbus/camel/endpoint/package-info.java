/**
 * {@code mbus(line)} for routes in Camel's Java Endpoint DSL. The build generates it from the JSON
 * model of the component, as Camel's own components have it. It needs {@code camel-endpointdsl},
 * and nothing else in the component refers to it, so it is never loaded in an app without that.
 */
@NullMarked
package io.github.camelmbus.camel.endpoint;

import org.jspecify.annotations.NullMarked;
