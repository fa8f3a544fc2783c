/**
 * Reports from the readings of the archive. {@link io.github.camelmbus.example.report.MeterHistory}
 * has the counters of one meter over time, from which {@link
 * io.github.camelmbus.example.report.ConsumptionReport} computes a {@link
 * io.github.camelmbus.example.report.Consumption} for each counter and {@link
 * io.github.camelmbus.example.report.Period}. {@link io.github.camelmbus.example.report.Series} has
 * one record over time.
 */
@NullMarked
package io.github.camelmbus.example.report;

import org.jspecify.annotations.NullMarked;
