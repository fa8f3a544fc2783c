package io.github.camelmbus.master.write;

import java.util.ArrayList;
import java.util.List;

/** The result of comparing a meter before and after a write. Confined to the bus thread. */
final class Verification {
  private final List<String> verified = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private boolean whole = true;

  /** The meter shows it. */
  void verified(String what) {
    verified.add(what);
  }

  /** The meter does not show it. */
  void unshown(String what) {
    remark(what);
    whole = false;
  }

  /** Another warning for the user. */
  void remark(String what) {
    remarks.add(what);
  }

  /** The meter shows something else. */
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
