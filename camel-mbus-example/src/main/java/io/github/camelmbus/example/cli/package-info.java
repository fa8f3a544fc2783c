/**
 * The command line. {@link io.github.camelmbus.example.cli.CamelMBus} lists the commands, one class
 * each; options of several commands are mixins. {@link io.github.camelmbus.example.cli.Scan}
 * searches a line, and reports to a {@link io.github.camelmbus.example.cli.ScanOutput}.
 */
@NullMarked
package io.github.camelmbus.example.cli;

import org.jspecify.annotations.NullMarked;
