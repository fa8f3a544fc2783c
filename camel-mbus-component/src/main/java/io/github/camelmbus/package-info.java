/**
 * The map of the component. Packages are layers; arrows point from the importer to the imported and
 * {@code ArchitectureTest} holds them.
 *
 * <pre>
 *   micrometer ► camel, reading, data, transport
 *   camel ─────► camel.operation, camel.head, search, reading, wireless, and what these may import
 *   camel.head ► reading, kmp.head, kmp, line, transport
 *   search ────► inventory, master, line, link, application, transport, frame
 *   inventory ─► reading, application, frame; of master how a meter is addressed
 *   reading ───► wireless, application, data, frame, kmp
 *   master.write ► master, and all that it may import
 *   master ────► line, link, frame, application, data, transport
 *   link ──────► frame, application, transport
 *   kmp.head ──► kmp, line, transport
 *   kmp ───────► data
 *   line ──────► transport
 *   simulator ─► frame, application, data, transport, kmp
 *   wireless ──► application, data
 *   application ► data, frame
 *   transport.serial, transport.tcp, transport.udp ► transport
 *   transport.rfc2217 ► transport.tcp, transport
 * </pre>
 *
 * <ul>
 *   <li>{@code frame}: FT1.2 frames of EN 13757-2 to octets and back, and the stream assembler.
 *   <li>{@code data}: DIB, VIB and data records of EN 13757-3; the VIF tables as rows.
 *   <li>{@code application}: CI field, header, secondary address, application messages.
 *   <li>{@code wireless}: wireless telegrams of EN 13757-4: checksums and the extended link layer.
 *   <li>{@code transport}: octets before a deadline, the clock, the settings of a line.
 *   <li>{@code line}: the thread that owns a line, for any protocol: queue, deadlines, opening
 *       again; one registry of lines for each Camel context.
 *   <li>{@code link}: one request and its reply: when to send, how long to wait, what came.
 *   <li>{@code master}: the bus: transactions, retries, dead connections, statistics.
 *   <li>{@code master.write}: writes that are checked before and verified afterwards.
 *   <li>{@code kmp}: the Kamstrup Meter Protocol: frames, registers as rows, logs.
 *   <li>{@code kmp.head}: a meter under an optical head, asked by that protocol.
 *   <li>{@code reading}: what users get: readings, their JSON and rows; telegrams to readings.
 *   <li>{@code inventory}: the file of known meters.
 *   <li>{@code search}: {@code LineSearch}, the one way to search a line; primary scan and
 *       secondary search over a {@code Probe}.
 *   <li>{@code simulator}: a line with meters on it, in virtual or real time; the {@code sim:}
 *       transport. It is an artifact of its own, {@code camel-mbus-simulator}.
 *   <li>{@code camel.operation}: what a producer does, and the results with their JSON.
 *   <li>{@code camel.head}: what a producer does at an optical head.
 *   <li>{@code camel}: components, endpoint, consumer, producer, readings and their converters.
 *   <li>{@code camel.endpoint}, {@code .dsl}: options as methods, generated, for apps with the Java
 *       Endpoint DSL.
 *   <li>{@code micrometer}: counts, response times and values of meters, where the app has
 *       Micrometer.
 * </ul>
 *
 * <p>This package itself holds what every layer may throw: {@link MBusException} and {@link
 * MBusFormatException}. It imports nothing of the others.
 */
@NullMarked
package io.github.camelmbus;

import org.jspecify.annotations.NullMarked;
