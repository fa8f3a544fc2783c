package io.github.camelmbus.example.report;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one meter, or of several that had the same name one after the other.
 *
 * @param name the name in the inventory; null without one.
 * @param devices the meters in the order of their samples.
 */
record MeterHistory(@Nullable String name, List<Device> devices) {

  /**
   * One meter.
   *
   * @param meter its identity.
   * @param samples at least one, by time.
   */
  record Device(String meter, List<Sample> samples) {
    /** The samples in a range. */
    List<Sample> samples(Instant from, Instant to) {
      return samples.subList(indexOf(from), indexOf(to));
    }

    private int indexOf(Instant moment) {
      int low = 0;
      int high = samples.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (samples.get(middle).at().isBefore(moment)) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private Instant first() {
      return samples.get(0).at();
    }

    private Instant last() {
      return samples.get(samples.size() - 1).at();
    }
  }

  /**
   * The histories of devices with the same name: one if each came after the other, as after an
   * exchange; one for each device if they were read at the same time.
   */
  static List<MeterHistory> of(@Nullable String name, List<Device> devices) {
    List<Device> sorted = devices.stream().sorted(Comparator.comparing(Device::first)).toList();
    boolean successive = true;
    for (int i = 1; i < sorted.size(); i++) {
      successive &= sorted.get(i - 1).last().isBefore(sorted.get(i).first());
    }
    return successive
        ? List.of(new MeterHistory(name, sorted))
        : sorted.stream().map(device -> new MeterHistory(name, List.of(device))).toList();
  }

  /** The identity of the last meter. */
  String meter() {
    return devices.get(devices.size() - 1).meter();
  }

  /** The keys of all counters. */
  Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    for (Device device : devices) {
      device.samples().forEach(sample -> keys.addAll(sample.counters().keySet()));
    }
    return keys;
  }
}
