package io.github.camelmbus.master.write;

import java.util.ArrayList;
import java.util.List;

/** What the comparison of a meter before and after a write shows. Confined to the bus thread. */
final class Verification {
  private final List<String> verified = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private boolean whole = true;

  /** It shows. */
  void verified(String what) {
    verified.add(what);
  }

  /** The meter does not show it. */
  void unshown(String what) {
    remark(what);
    whole = false;
  }

  /** What else is to be known. */
  void remark(String what) {
    remarks.add(what);
  }

  /** The meter says something else. */
  void wrong(String what) {
    wrong.add(what);
  }

  /** Whether all of the write shows. */
  boolean isWhole() {
    return whole && wrong.isEmpty() && !verified.isEmpty();
  }

  List<String> verified() {
    return verified;
  }

  List<String> remarks() {
    return remarks;
  }

  List<String> wrong() {
    return wrong;
  }
}
