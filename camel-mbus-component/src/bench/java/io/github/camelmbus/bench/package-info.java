/** How fast telegrams are decoded, and how that compares; no part of the tests. */
@NullMarked
package io.github.camelmbus.bench;

import org.jspecify.annotations.NullMarked;
