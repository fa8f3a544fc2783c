package io.github.camelmbus.data;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The records of a telegram as they were read, without a copy. Immutable. With {@code ArrayList}
 * and {@code List.copyOf} a bare decode takes 18 % longer (docs/benchmark-codec.md).
 */
final class ReadRecords extends AbstractList<DataRecord> implements RandomAccess {
  private final DataRecord[] records;
  private final int size;

  /**
   * @param records not copied; it must not change any more.
   * @param size how many of them there are.
   */
  ReadRecords(DataRecord[] records, int size) {
    this.records = records;
    this.size = size;
  }

  @Override
  public DataRecord get(int index) {
    return records[Objects.checkIndex(index, size)];
  }

  @Override
  public int size() {
    return size;
  }
}
