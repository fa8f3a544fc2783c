package io.github.camelmbus.search;

import io.github.camelmbus.application.SecondaryAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Made-up meters of one house. */
final class Populations {
  private static final int IDS = 100_000_000;

  private Populations() {}

  /** Ids that have nothing to do with each other. */
  static List<SecondaryAddress> random(int meters, Random random) {
    TreeSet<Integer> ids = new TreeSet<>();
    while (ids.size() < meters) {
      ids.add(random.nextInt(IDS));
    }
    return addresses(ids);
  }

  /** Meters bought in a few batches, with consecutive ids in each. */
  static List<SecondaryAddress> neighbours(int meters, int batches, Random random) {
    TreeSet<Integer> ids = new TreeSet<>();
    for (int batch = 0; batch < batches; batch++) {
      int first = random.nextInt(IDS - meters);
      int size = meters / batches + (batch < meters % batches ? 1 : 0);
      for (int i = 0; i < size; i++) {
        ids.add(first + i);
      }
    }
    return addresses(ids);
  }

  private static List<SecondaryAddress> addresses(Iterable<Integer> ids) {
    List<SecondaryAddress> addresses = new ArrayList<>();
    ids.forEach(id -> addresses.add(SecondaryAddress.parse("%08d2D2C400D".formatted(id))));
    return addresses;
  }
}
