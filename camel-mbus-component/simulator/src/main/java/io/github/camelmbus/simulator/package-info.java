/**
 * A line with meters on it: for tests in virtual time, for people in real time.
 *
 * <pre>
 *   House (JSON, YAML) ──► SimulatedBus ◄── Gateway ◄── SimulatedTransport (virtual, real time), sim:
 *     MeterDefinition        SimulatedMeter: link layer, telegrams, faults
 *     KmpMeterDefinition     KmpMeter: a meter under an optical head, with its logs
 *                            Superposition: all talkers on one line, as a UART samples them
 *                          Gateway: delay, packing, lost connections (GatewayOptions)
 *                            VirtualGateway: several connections in virtual time
 *                            SimulatorServer: a TCP port, any master
 * </pre>
 *
 * <p>{@link io.github.camelmbus.simulator.SimulatedBus} is a pure event model: octets of the master
 * in with a time, octets of the line out with their times; it has no clock, no thread, and gives
 * the same answers for the same seed. So is its gateway. Transports and the server add a clock.
 * Imports {@code frame}, {@code application}, {@code data}, {@code kmp} and {@code transport} of
 * the component, which imports nothing of this artifact: the {@code sim:} transport is found by
 * ServiceLoader.
 */
@NullMarked
package io.github.camelmbus.simulator;

import org.jspecify.annotations.NullMarked;
