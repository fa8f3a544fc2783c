/**
 * What the application data of a telegram is: CI field, header, secondary address and its text
 * forms, status, and the messages of meters and masters (EN 13757-3, clauses 5 to 7).
 *
 * <pre>
 *   CI + octets ──► {@link io.github.camelmbus.application.ApplicationMessage#decode}
 *                     ├─► MeterData         header, security, records (of package data); alarm bits and the
 *                     │                   counters of the fixed data structure are records too
 *                     ├─► ApplicationError  what the meter could not do
 *                     ├─► MasterCommand     what a master wants, in words
 *                     └─► UnknownMessage    octets kept, named by its CI field
 * </pre>
 *
 * <p>Imports {@code data} and the exceptions of the root package. Everything here is an immutable
 * value.
 */
@NullMarked
package io.github.camelmbus.application;

import org.jspecify.annotations.NullMarked;
