package io.github.camelmbus.camel;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a search tells as it goes: the body of the exchanges that {@code progressUri} gets. */
public sealed interface SearchEvent extends JsonBody {

  /** The word in the member {@code event} of its JSON, and in {@link MBusConstants#EVENT}. */
  String event();

  @Override
  default void writeTo(JsonGenerator json) throws IOException {
    SearchJson.write(this, json);
  }

  /**
   * A meter was found.
   *
   * @param baudRate bit/s that it answers at, where the search tries several; else null.
   */
  record Found(ScannedMeter meter, @Nullable Integer baudRate) implements SearchEvent {
    @Override
    public String event() {
      return "found";
    }
  }

  /** Something was found that is no meter to read. */
  record Finding(io.github.camelmbus.search.Finding finding) implements SearchEvent {
    @Override
    public String event() {
      return "finding";
    }
  }

  /** A probe is done. */
  record Progress(io.github.camelmbus.search.Progress progress) implements SearchEvent {
    @Override
    public String event() {
      return "progress";
    }
  }

  /**
   * A search has ended.
   *
   * @param found how many meters it found.
   * @param probes probes it took.
   * @param seconds how long it took, with one decimal.
   * @param complete false if it was cancelled, lost the line, or was stopped because something
   *     answers everywhere.
   */
  record Summary(int found, int probes, BigDecimal seconds, boolean complete)
      implements SearchEvent {
    static Summary of(ScanResult scan) {
      return new Summary(scan.size(), scan.getProbes(), scan.getSeconds(), scan.isComplete());
    }

    @Override
    public String event() {
      return "summary";
    }
  }

  /**
   * A meter is there that was not known before.
   *
   * @param address the one it is polled by.
   */
  record NewMeter(String address) implements SearchEvent {
    @Override
    public String event() {
      return "new";
    }
  }

  /**
   * A meter that was there before is there no more.
   *
   * @param address the one it is polled by.
   * @param name what the inventory calls it.
   */
  record MissingMeter(String address, @Nullable String name) implements SearchEvent {
    @Override
    public String event() {
      return "missing";
    }
  }
}
