package io.github.camelmbus.transport.serial;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs that have a port open, found in {@code /proc} of Linux as far as permissions allow.
 */
final class PortHolders {
  private static final Path PROCESSES = Path.of("/proc");

  private PortHolders() {}

  /**
   * Name and process id of each other program that holds the device; empty if that is unknown.
   *
   * @param device its path, without symbolic links.
   */
  static List<String> of(Path device) {
    List<String> holders = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : processes) {
        if (!isThisProgram(process) && holds(process, device)) {
          holders.add(name(process));
        }
      }
    } catch (IOException e) {
      return List.of(); // no /proc on this system
    }
    return holders;
  }

  private static boolean isThisProgram(Path process) {
    return process.getFileName().toString().equals(String.valueOf(ProcessHandle.current().pid()));
  }

  private static boolean holds(Path process, Path device) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        if (pointsTo(descriptor, device)) {
          return true;
        }
      }
    } catch (IOException e) {
      return false; // process of another user, or ended meanwhile
    }
    return false;
  }

  private static boolean pointsTo(Path descriptor, Path device) {
    try {
      return Files.readSymbolicLink(descriptor).equals(device);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  private static String name(Path process) {
    String pid = "process " + process.getFileName();
    try {
      return Files.readString(process.resolve("comm")).strip() + " (" + pid + ")";
    } catch (IOException e) {
      return pid;
    }
  }
}
