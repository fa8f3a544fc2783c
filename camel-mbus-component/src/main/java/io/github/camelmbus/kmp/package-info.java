/**
 * The Kamstrup Meter Protocol (KMP), which the meters of Kamstrup speak at their optical eye:
 * frames and their octets, requests and answers, registers and their exact values. Both directions,
 * so that a meter can be simulated. Uses no line and no clock.
 *
 * <pre>
 *   start  stuffed( destination  CID  data...  CRC high  CRC low )  stop
 *   80 | 40                                                        0D
 * </pre>
 *
 * <p>The protocol is point to point: a head sits on one meter, and a meter has no address on a bus.
 * There is no error answer: a meter is silent to a command that it does not know, and leaves out
 * registers that it does not have.
 */
@NullMarked
package io.github.camelmbus.kmp;

import org.jspecify.annotations.NullMarked;
