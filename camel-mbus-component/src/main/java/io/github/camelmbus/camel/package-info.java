/**
 * The Apache Camel component {@code mbus}: component, endpoint, consumers, producer, data format,
 * readings and their converters.
 *
 * <pre>
 *   MBusComponent ── LineRegistry of the context: one Bus per line, by leases
 *        │
 *   MBusEndpoint ──► MBusConsumer         polls all meters, one exchange each or one list
 *        │              ├ Discovery       searches in parallel with the polls
 *        │              └ MeterBackoff    meters that are not polled for a while
 *        ├─────────► MBusPollingConsumer  reads now (pollEnrich)
 *        ├─────────► MBusProducer         runs an Operation of camel.operation
 *        └─────────► inventory.KnownMeters  addresses, names, how to read each
 *
 *   Readout of the bus ── MeterReader ──► MeterReading ── MBusBinding ──► message
 *
 *   octets, text ── MBusDataFormat: TelegramSource ── ReadingIterator ──► MeterReading
 * </pre>
 *
 * <p>A bus belongs to the thread that the bus itself started; no part of a route runs there. A line
 * is opened by the first transaction, never by creating or starting an endpoint, so a gateway that
 * is down does not keep the routes of an application from starting.
 *
 * <p>Searches run on worker threads, and {@code SearchEvents} sends their events to a route on
 * other threads, so that neither the bus nor a search waits for a route.
 *
 * <p>Imports all packages except {@code simulator}.
 */
@NullMarked
package io.github.camelmbus.camel;

import org.jspecify.annotations.NullMarked;
