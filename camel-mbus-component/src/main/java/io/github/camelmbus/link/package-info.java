/**
 * One M-Bus request and its reply (EN 13757-2): when a request may be sent, how long to wait, and
 * what the received octets are.
 *
 * <pre>
 *   Link ──request──► Transport          LineProfile   what was measured on this line:
 *     │                                    LineDelay     the delay, and how it varies
 *     ├─ IdleLine                          Packing       how answers are cut into chunks
 *     │    when a request may be sent    AnswerWindows how long to wait, made of both
 *     └─ ReplyReceiver ◄──chunks──       LineEcho      what of the own octets may still come
 *          FrameAssembler, ReplyMatcher  OtherAnswers  late, or of a meter with its own A field
 *          HeardOctets, ReplyContent     Damage        the likely cause of octets that are no frame
 *                                        OpticalWakeUp when the meter under a head is woken, and how
 * </pre>
 *
 * <p>Everything is confined to the thread that owns the line. Imports {@code frame}, {@code
 * application} and {@code transport}.
 */
@NullMarked
package io.github.camelmbus.link;

import org.jspecify.annotations.NullMarked;
