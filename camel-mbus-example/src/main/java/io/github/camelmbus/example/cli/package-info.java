/**
 * The command line. {@link io.github.camelmbus.example.cli.CamelMBus} lists the commands, one class
 * each; whatever they have in common is an option mixin. {@link
 * io.github.camelmbus.example.cli.Scan} searches a line for the commands that need its meters, and
 * tells a {@link io.github.camelmbus.example.cli.ScanOutput}.
 */
@NullMarked
package io.github.camelmbus.example.cli;

import org.jspecify.annotations.NullMarked;
