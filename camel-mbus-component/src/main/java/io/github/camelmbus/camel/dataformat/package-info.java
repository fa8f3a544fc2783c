/**
 * The data format {@code mbus}: raw telegrams to readings and back. What it does is in {@code
 * reading}; here are its options.
 */
@NullMarked
package io.github.camelmbus.camel.dataformat;

import org.jspecify.annotations.NullMarked;
