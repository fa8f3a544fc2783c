/**
 * The data formats {@code mbus} and {@code kmp}: raw telegrams to readings and back. They have the
 * options; {@code reading} decodes.
 */
@NullMarked
package io.github.camelmbus.camel.dataformat;

import org.jspecify.annotations.NullMarked;
