package io.github.camelmbus.camel.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.camelmbus.inventory.InventoryChange;
import io.github.camelmbus.inventory.InventoryMeter;
import io.github.camelmbus.reading.JsonBody;
import io.github.camelmbus.search.LineMeter;
import io.github.camelmbus.search.LineSearchResult;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An event of a running search: the body of the exchanges that are sent to {@code progressUri}. */
public sealed interface SearchEvent extends JsonBody {

  /** The word in the member {@code event} of its JSON, and in the header CamelMBusEvent. */
  String event();

  @Override
  default void writeTo(JsonGenerator json) throws IOException {
    SearchJson.write(this, json);
  }

  /**
   * A meter was found.
   *
   * @param baudRate bit/s that it answers at, if the search tries several; else null.
   * @param name its name in the inventory; null if it has none.
   */
  record Found(ScannedMeter meter, @Nullable Integer baudRate, @Nullable String name)
      implements SearchEvent {
    public static Found of(LineMeter found) {
      return new Found(ScannedMeter.of(found.meter()), found.baudRate(), found.name());
    }

    @Override
    public String event() {
      return "found";
    }
  }

  /** Something was found that is not a readable meter. */
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
   * @param probes number of probes.
   * @param seconds its duration, with one decimal.
   * @param complete false if it was cancelled, lost the line, or was stopped because something
   *     answers everywhere.
   */
  record Summary(int found, int probes, BigDecimal seconds, boolean complete)
      implements SearchEvent {
    public static Summary of(LineSearchResult result) {
      return new Summary(
          result.found().size(), result.probes(), result.seconds(), result.complete());
    }

    @Override
    public String event() {
      return "summary";
    }
  }

  /**
   * A meter was found that was not known before.
   *
   * @param address the one it is polled by.
   * @param insteadOf the address of the missing meter that it replaces; null if that is unknown.
   */
  record NewMeter(String address, @Nullable String insteadOf) implements SearchEvent {
    @Override
    public String event() {
      return "new";
    }
  }

  /**
   * A known meter was not found.
   *
   * @param address the one it is polled by.
   * @param name its name in the inventory; null if it has none.
   */
  record MissingMeter(String address, @Nullable String name) implements SearchEvent {
    @Override
    public String event() {
      return "missing";
    }
  }

  /**
   * A meter that was missing was found again.
   *
   * @param address the one it is polled by.
   * @param name its name in the inventory; null if it has none.
   */
  record MeterBack(String address, @Nullable String name) implements SearchEvent {
    @Override
    public String event() {
      return "back";
    }
  }

  static SearchEvent of(InventoryChange change) {
    String address = change.meter().asked().toString();
    String name = change.meter().name();
    InventoryMeter before = change.insteadOf();
    return switch (change.kind()) {
      case NEW -> new NewMeter(address, before == null ? null : before.asked().toString());
      case MISSING -> new MissingMeter(address, name);
      case BACK -> new MeterBack(address, name);
    };
  }
}
