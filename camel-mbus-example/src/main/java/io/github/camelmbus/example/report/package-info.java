/**
 * How much was used, from what the archive has: {@link
 * io.github.camelmbus.example.report.MeterHistory} is what one meter said of its counters, and
 * {@link io.github.camelmbus.example.report.ConsumptionReport} makes {@link
 * io.github.camelmbus.example.report.Consumption} of it, one for each counter and {@link
 * io.github.camelmbus.example.report.Period}.
 */
@NullMarked
package io.github.camelmbus.example.report;

import org.jspecify.annotations.NullMarked;
