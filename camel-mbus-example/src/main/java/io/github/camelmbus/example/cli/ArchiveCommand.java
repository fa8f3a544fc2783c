package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.archive.Archive;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Commands for the file of the archive. */
@Command(
    name = "archive",
    description = "Checks, shrinks or copies the file of the archive, also while run writes it.",
    subcommands = {
      ArchiveCommand.Check.class,
      ArchiveCommand.Compact.class,
      ArchiveCommand.Backup.class
    })
public final class ArchiveCommand {
  /** A command that opens the archive, and prints what it has done. */
  abstract static class Action implements Callable<Integer> {
    @Mixin OutputOptions output = new OutputOptions();

    private final Archives archives;

    Action(Archives archives) {
      this.archives = archives;
    }

    /** Does it; the result is the exit code. */
    abstract int run(Archive archive, PrintStream out) throws IOException;

    @Override
    public final Integer call() throws IOException {
      try (Archive archive = archives.read()) {
        PrintStream out = output.data();
        int exitCode = run(archive, out);
        out.flush();
        return exitCode;
      }
    }
  }

  /** Checks the file for damage. */
  @Command(name = "check", description = "Reads the whole file, and reports whether it is damaged.")
  public static final class Check extends Action {
    @Inject
    Check(Archives archives) {
      super(archives);
    }

    @Override
    int run(Archive archive, PrintStream out) {
      List<String> damages = archive.damages();
      damages.forEach(out::println);
      if (!damages.isEmpty()) {
        return ExitCode.SOME_FAILED;
      }
      out.println(
          "the archive %s is whole; it has %d readings".formatted(archive.path(), archive.count()));
      return ExitCode.OK;
    }
  }

  /** Makes the file smaller. */
  @Command(
      name = "compact",
      description =
          "Gives the space of removed readings back to the disk. It needs as much free space as the"
              + " file has, and new readings are written when it has ended.")
  public static final class Compact extends Action {
    @Inject
    Compact(Archives archives) {
      super(archives);
    }

    @Override
    int run(Archive archive, PrintStream out) throws IOException {
      long before = Files.size(archive.path());
      archive.compact();
      out.println(
          "the archive %s had %d octets, and has %d"
              .formatted(archive.path(), before, Files.size(archive.path())));
      return ExitCode.OK;
    }
  }

  /** Copies the file. */
  @Command(name = "backup", description = "Copies the archive as it is at one moment.")
  public static final class Backup extends Action {
    @Parameters(paramLabel = "FILE", description = "The copy; the file must not exist.")
    Path file = Path.of("");

    @Inject
    Backup(Archives archives) {
      super(archives);
    }

    @Override
    int run(Archive archive, PrintStream out) {
      if (Files.exists(file)) {
        throw new IllegalArgumentException(file + " exists; name a file that does not");
      }
      archive.backup(file);
      out.println("the archive %s was copied to %s".formatted(archive.path(), file));
      return ExitCode.OK;
    }
  }
}
