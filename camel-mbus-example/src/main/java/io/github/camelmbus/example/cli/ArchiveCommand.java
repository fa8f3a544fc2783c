package io.github.camelmbus.example.cli;

import io.github.camelmbus.example.archive.Archive;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Care of the file of the archive, also while {@code run} writes it. */
@Command(
    name = "archive",
    description = "Checks, shrinks or copies the file of the archive, also while run writes it.",
    subcommands = {
      ArchiveCommand.Check.class,
      ArchiveCommand.Compact.class,
      ArchiveCommand.Backup.class
    })
public final class ArchiveCommand {
  /** Whether the file is whole. */
  @Command(name = "check", description = "Reads all of the file, and says whether it is whole.")
  public static final class Check implements Callable<Integer> {
    @Mixin OutputOptions output = new OutputOptions();

    private final String path;

    @Inject
    Check(@ConfigProperty(name = "mbus.archive") String path) {
      this.path = path;
    }

    @Override
    public Integer call() {
      PrintStream out = output.data();
      try (Archive archive = Archives.read(path)) {
        List<String> damages = archive.damages();
        damages.forEach(out::println);
        if (damages.isEmpty()) {
          out.println(
              "the archive %s is whole; it has %d readings"
                  .formatted(archive.path(), archive.count()));
        }
        out.flush();
        return damages.isEmpty() ? ExitCode.OK : ExitCode.SOME_FAILED;
      }
    }
  }

  /** Makes the file smaller. */
  @Command(
      name = "compact",
      description =
          "Gives the room of readings that were removed back to the disk. It needs as much room as"
              + " the file has, and readings wait for it.")
  public static final class Compact implements Callable<Integer> {
    @Mixin OutputOptions output = new OutputOptions();

    private final String path;

    @Inject
    Compact(@ConfigProperty(name = "mbus.archive") String path) {
      this.path = path;
    }

    @Override
    public Integer call() throws IOException {
      PrintStream out = output.data();
      try (Archive archive = Archives.read(path)) {
        long before = Files.size(archive.path());
        archive.compact();
        out.println(
            "the archive %s had %d octets, and has %d"
                .formatted(archive.path(), before, Files.size(archive.path())));
        out.flush();
        return ExitCode.OK;
      }
    }
  }

  /** Copies the file. */
  @Command(name = "backup", description = "Copies the archive as it is at one moment.")
  public static final class Backup implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The copy; it must not exist.")
    Path file = Path.of("");

    @Mixin OutputOptions output = new OutputOptions();

    private final String path;

    @Inject
    Backup(@ConfigProperty(name = "mbus.archive") String path) {
      this.path = path;
    }

    @Override
    public Integer call() {
      if (Files.exists(file)) {
        throw new IllegalArgumentException(
            file + " exists; name a file that does not, so that no copy is lost");
      }
      PrintStream out = output.data();
      try (Archive archive = Archives.read(path)) {
        archive.backup(file);
        out.println("the archive %s was copied to %s".formatted(archive.path(), file));
        out.flush();
        return ExitCode.OK;
      }
    }
  }
}
