package io.github.camelmbus.example.cli;

import picocli.CommandLine.Command;

/** Commands for a meter under an optical head. */
@Command(
    name = "kmp",
    description = "Reads a Kamstrup meter through an optical head, by its own protocol (KMP).",
    subcommands = {
      KmpReadCommand.class,
      KmpIdentifyCommand.class,
      KmpLogCommand.class,
      KmpProbeCommand.class
    })
final class KmpCommand {}
