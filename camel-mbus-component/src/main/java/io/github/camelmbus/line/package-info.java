/**
 * The thread that owns a line, for any protocol: queue, priorities, deadlines, opening and
 * reopening the line.
 *
 * <pre>
 *   protocol ──attach(LineProtocol)──► LineWorker ──► LineClient
 *
 *   caller ──submit(LineTask)──► LineClient ──► JobQueue ──thread of the line──► LineTask.run(session)
 *          ◄──CompletableFuture──                             │
 *                                                          OpenLine ──► Transport
 *                                                             │
 *                                      LineProtocol.connect(transport) ──► LineConnection.session()
 * </pre>
 *
 * <p>Several protocols may share a line: each has its {@link io.github.camelmbus.line.LineClient},
 * and their tasks take turns on one thread. {@link io.github.camelmbus.line.LineRegistry} has one
 * worker for each line in use.
 *
 * <p>No lock is held during a wait. Closing a client ends its running task: an open transport is
 * closed, a thread that is opening one is interrupted. Imports {@code transport} and slf4j.
 */
@NullMarked
package io.github.camelmbus.line;

import org.jspecify.annotations.NullMarked;
