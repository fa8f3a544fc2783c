/**
 * What the component {@code kmp} does with a meter under an optical head, one class for each
 * operation, without Camel: it takes what was asked and gives a reading.
 */
@NullMarked
package io.github.camelmbus.camel.head;

import org.jspecify.annotations.NullMarked;
