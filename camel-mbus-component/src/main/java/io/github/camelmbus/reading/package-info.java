/**
 * What users get: readings, their JSON and rows, and the way from telegrams to readings.
 *
 * <pre>
 *   telegrams of a readout ── Readings ──► MeterReading ── ReadingJson, ReadingRows
 *   octets, text ── TelegramInput ── ReadingIterator ──► MeterReading
 *   text ── TelegramReader ──► MeterReading, one of each telegram
 * </pre>
 *
 * <p>Knows no bus and nothing of Camel. Imports {@code frame}, {@code application}, {@code data}
 * and {@code wireless}. Readings are immutable; what reads an input is confined to one thread.
 */
@NullMarked
package io.github.camelmbus.reading;

import org.jspecify.annotations.NullMarked;
