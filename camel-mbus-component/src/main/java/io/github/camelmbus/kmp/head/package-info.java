/**
 * The master of the Kamstrup Meter Protocol: reads a meter under an optical head, on a line that
 * package {@code line} owns.
 *
 * <pre>
 *   {@link io.github.camelmbus.kmp.head.OpticalHead#read}  (any thread)
 *     └─► {@link io.github.camelmbus.kmp.head.ReadRegisters}, a task on the thread of the line
 *           └─► {@link io.github.camelmbus.kmp.head.KmpSession#ask}  one request, its retries and answer
 *                 └─► Transport
 * </pre>
 *
 * <p>Logs are read by {@link io.github.camelmbus.kmp.head.OpticalHead#readLog}, page by page in one
 * task, and handed over window by window.
 *
 * <p>Imports {@code kmp}, {@code line} and {@code transport}. A session is confined to the thread
 * of the line.
 */
@NullMarked
package io.github.camelmbus.kmp.head;

import org.jspecify.annotations.NullMarked;
