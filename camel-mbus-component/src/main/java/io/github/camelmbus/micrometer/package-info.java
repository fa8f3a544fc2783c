/**
 * Counts readings and failures of each meter, measures response times, shows values if an endpoint
 * asks for it, and shows whether lines are up, if the app has Micrometer. The component loads it by
 * its name, and only with Micrometer.
 */
@NullMarked
package io.github.camelmbus.micrometer;

import org.jspecify.annotations.NullMarked;
