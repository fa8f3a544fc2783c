package io.github.camelmbus.master;

import java.util.ArrayList;
import java.util.List;

/** What the comparison of a meter before and after a write shows. Confined to the bus thread. */
final class Verification {
  private final List<String> verified = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  /** It shows. */
  void verified(String what) {
    verified.add(what);
  }

  /** What the meter does not tell, or what else is to be known. */
  void remark(String what) {
    remarks.add(what);
  }

  /** The meter says something else. */
  void wrong(String what) {
    wrong.add(what);
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
