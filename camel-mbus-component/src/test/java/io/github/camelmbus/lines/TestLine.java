package io.github.camelmbus.lines;

import io.github.camelmbus.simulator.GatewayOptions;
import io.github.camelmbus.simulator.SimulatedBus;
import io.github.camelmbus.simulator.SimulatedTransport;
import io.github.camelmbus.simulator.VirtualGateway;
import io.github.camelmbus.transport.DamagedOctets;
import io.github.camelmbus.transport.LineAddress;
import io.github.camelmbus.transport.LineClock;
import io.github.camelmbus.transport.LineSettings;
import io.github.camelmbus.transport.Transport;
import io.github.camelmbus.transport.TransportProvider;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The line of a world, first with its gateway and its faults, and from some moment without. */
final class TestLine implements TransportProvider {
  final SimulatedBus sick;
  final SimulatedBus sound;
  private final VirtualGateway sickGateway;
  private final VirtualGateway soundGateway;
  private @Nullable Connection connection;
  private boolean ended;

  TestLine(World world) {
    sick = world.sickBus();
    sound = world.soundBus();
    sickGateway = new VirtualGateway(sick, world.gateway());
    soundGateway = new VirtualGateway(sound, GatewayOptions.NONE);
  }

  /** From now on there is no fault and no gateway. */
  void endFault(World.End end) {
    soundGateway.idle(Duration.ofNanos(now()));
    ended = true;
    Connection open = connection;
    if (open != null && end == World.End.RESET) {
      open.transport.loseLine();
    } else if (open != null) {
      open.dead = true;
    }
  }

  /** The time on the clock of the line; it goes on when the fault ends. */
  long now() {
    // A dead connection is still waited on.
    return Math.max(sickGateway.clock().nanos(), soundGateway.clock().nanos());
  }

  @Override
  public Set<String> schemes() {
    return Set.of("sim");
  }

  @Override
  public void validate(LineAddress line) {}

  @Override
  public Transport open(LineAddress line, LineSettings settings) {
    long behind = sickGateway.clock().nanos() - soundGateway.clock().nanos();
    if (ended && behind > 0) {
      soundGateway.idle(Duration.ofNanos(behind));
    }
    Connection opened = new Connection((ended ? soundGateway : sickGateway).connect());
    connection = opened;
    return opened;
  }

  /** One connection; when it is dead nothing of it arrives anywhere. */
  private static final class Connection implements Transport {
    private final SimulatedTransport transport;
    private volatile boolean dead;

    Connection(SimulatedTransport transport) {
      this.transport = transport;
    }

    @Override
    public LineClock clock() {
      return transport.clock();
    }

    @Override
    public void write(byte[] octets) {
      if (!dead) {
        transport.write(octets);
      }
    }

    @Override
    public int read(byte[] buffer, long deadline) {
      int octets = transport.read(buffer, deadline);
      while (dead && octets > 0) {
        octets = transport.read(buffer, deadline);
      }
      return octets;
    }

    @Override
    public boolean configure(LineSettings settings) {
      return transport.configure(settings);
    }

    @Override
    public DamagedOctets damagedOctets() {
      return transport.damagedOctets();
    }

    @Override
    public Duration longestDelay() {
      return transport.longestDelay();
    }

    @Override
    public void close() {
      transport.close();
    }
  }
}
