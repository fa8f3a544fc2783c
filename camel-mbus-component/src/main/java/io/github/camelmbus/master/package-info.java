/**
 * The master of a bus (EN 13757-2): requests and answers, FCB, retries, timing, statistics.
 *
 * <pre>
 *   caller ──submit(Transaction)──► Bus ──owner thread──► BusSession ──► Link ──► Transport
 *          ◄──CompletableFuture───                        select, reqUd2   one request,
 *                                                         FCB, tries       one Reply
 * </pre>
 *
 * <p>A {@link io.github.camelmbus.master.write.Write} says what to change at a meter; {@code
 * GuardedWrite} is the transaction that reads the meter before, sends it once, and reads the meter
 * again.
 *
 * <p>The thread of the line, which a {@link io.github.camelmbus.line.LineWorker} owns, runs whole
 * transactions one after the other, in sequential code with deadlines on the clock of the line.
 * Silence and garbage are {@link io.github.camelmbus.link.Reply} values inside; they become a
 * {@link io.github.camelmbus.master.BusException} where a transaction gives up. Nothing but the
 * owner thread touches the transport. Imports {@code frame}, {@code application}, {@code data},
 * {@code transport}, {@code line} and {@code link}.
 */
@NullMarked
package io.github.camelmbus.master;

import org.jspecify.annotations.NullMarked;
