package io.github.camelmbus.master;

import java.util.ArrayList;
import java.util.List;

/** What the comparison of a meter before and after a write shows. Confined to the bus thread. */
final class Verification {
  private final List<String> verified = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  /** It shows. */
  void verified(String what) {
    verified.add(what);
  }

  /** The meter does not tell. */
  void unknown(String why) {
    unknown.add(why);
  }

  /** The meter says something else. */
  void wrong(String what) {
    wrong.add(what);
  }

  /** The meter says that it did not take it. */
  void refused(String how) {
    refused.add(how);
  }

  List<String> verified() {
    return verified;
  }

  List<String> unknown() {
    return unknown;
  }

  List<String> wrong() {
    return wrong;
  }

  List<String> refused() {
    return refused;
  }
}
