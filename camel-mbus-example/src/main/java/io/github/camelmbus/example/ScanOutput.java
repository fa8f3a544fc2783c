package io.github.camelmbus.example;

import io.github.camelmbus.search.Finding;
import io.github.camelmbus.search.Progress;

/** Shows what a scan sees, as it sees it. */
interface ScanOutput extends AutoCloseable {
  void found(ScanResult.Found found);

  void finding(Finding finding);

  void progress(Progress progress);

  /** The end of the scan. */
  void summary(ScanResult result);

  /** False once nobody reads any more: {@code scan ... | head}. */
  boolean isOpen();

  /** Leaves the terminal tidy; idempotent. */
  @Override
  void close();
}
