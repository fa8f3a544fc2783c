/**
 * The operations of the component {@code kmp} on a meter under an optical head, independent of
 * Camel: from a request to readings.
 */
@NullMarked
package io.github.camelmbus.camel.head;

import org.jspecify.annotations.NullMarked;
