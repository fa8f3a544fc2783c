package io.github.camelmbus.example.cli;

import io.github.camelmbus.transport.serial.SerialPortInfo;
import io.github.camelmbus.transport.serial.SerialPorts;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the serial ports. */
@Command(name = "lines", description = "Lists the serial ports of this machine.")
public final class LinesCommand implements Callable<Integer> {
  @Mixin OutputOptions output = new OutputOptions();

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    List<SerialPortInfo> ports = SerialPorts.list();
    PrintStream out = output.data();
    if (output.json()) {
      ports.forEach(port -> out.print(JsonLine.of(facts(port)) + "\n"));
    } else if (!ports.isEmpty()) {
      table(ports).print(out, output.columns());
    }
    out.flush();
    if (ports.isEmpty()) {
      spec.commandLine().getErr().println("no serial ports; is the adapter plugged in?");
    }
    return ExitCode.OK;
  }

  private static Map<String, Object> facts(SerialPortInfo port) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("path", port.path());
    facts.put("description", port.description());
    if (port.isUsb()) {
      facts.put("line", port.usbLine());
      facts.put("index", port.index());
      facts.put("vid", hex(port.vid()));
      facts.put("pid", hex(port.pid()));
    }
    putKnown(facts, "serialNumber", port.serialNumber());
    putKnown(facts, "location", port.location());
    return facts;
  }

  private static void putKnown(Map<String, Object> facts, String name, @Nullable Object value) {
    if (value != null) {
      facts.put(name, value);
    }
  }

  private static Table table(List<SerialPortInfo> ports) {
    Table table = new Table("path", "line", "usb-index", "location", "description");
    for (SerialPortInfo port : ports) {
      Object index = port.isUsb() ? port.index() : null;
      table.row(port.path(), port.usbLine(), index, port.location(), port.description());
    }
    return table;
  }

  private static String hex(int number) {
    return "%04X".formatted(number);
  }
}
