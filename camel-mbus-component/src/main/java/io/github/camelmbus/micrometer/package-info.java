/**
 * Counts readings and failures of each meter, measures response times, shows values where an
 * endpoint asks for it, and tells whether lines are up, where the app has Micrometer. The component
 * finds it by its name; without Micrometer nothing here is ever loaded.
 */
@NullMarked
package io.github.camelmbus.micrometer;

import org.jspecify.annotations.NullMarked;
