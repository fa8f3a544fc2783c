/**
 * The operations of a producer: each is an {@link Operation} that makes a result of a {@link
 * Request}, and leaves the bus and the exchange to it.
 *
 * <pre>
 *   Request ──► ReadOperation ── MeterReader ──► MeterReading
 *           ──► PingOperation, ReadAlarmOperation ──► PingResult, AlarmResult
 *           ──► ScanOperation ── LineSearch ──► ScanResult, SearchEvent
 *           ──► OperationValue ── WriteOperation ──► Write ──► WriteResult, AuditLog
 * </pre>
 *
 * <p>Knows no endpoint and no option: {@code camel} implements {@link Request} and maps names to
 * operations. Results are public records with a JSON of their own. Used by any thread.
 *
 * <p>Imports {@code reading}, {@code inventory}, {@code search} and what is below them; of Camel
 * the exchange.
 */
@NullMarked
package io.github.camelmbus.camel.operation;

import org.jspecify.annotations.NullMarked;
