/**
 * The operations of a producer: each is an {@link Operation} that takes a {@link Request}, which
 * gives it the bus and the exchange, and returns a result.
 *
 * <pre>
 *   Request ──► ReadOperation ── MeterReader ──► MeterReading
 *           ──► PingOperation, ReadAlarmOperation ──► PingResult, AlarmResult
 *           ──► ScanOperation ── LineSearch ──► ScanResult, SearchEvent
 *           ──► OperationValue ── WriteOperation ──► Write ──► WriteResult, AuditLog
 * </pre>
 *
 * <p>Independent of endpoints and options: {@code camel} implements {@link Request} and maps names
 * to operations. Results are public records with a JSON of their own. Used by any thread.
 *
 * <p>Imports {@code reading}, {@code inventory}, {@code search} and what is below them; of Camel
 * the exchange.
 */
@NullMarked
package io.github.camelmbus.camel.operation;

import org.jspecify.annotations.NullMarked;
