/**
 * Readings, their JSON and rows, and the decoding of telegrams to readings.
 *
 * <pre>
 *   telegrams of a readout ── ReadingDecoder, KmpReadings ──► MeterReading ── ReadingJson, ReadingRows
 *   octets, text ── TelegramInput ── ReadingIterator ──► MeterReading
 *   text ── TelegramReader ──► MeterReading, one of each telegram
 * </pre>
 *
 * <p>Independent of lines and of Camel. Imports {@code frame}, {@code application}, {@code data},
 * {@code wireless} and {@code kmp}. Readings are immutable; what reads an input is confined to one
 * thread.
 */
@NullMarked
package io.github.camelmbus.reading;

import org.jspecify.annotations.NullMarked;
