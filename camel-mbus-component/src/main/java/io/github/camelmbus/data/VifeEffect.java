package io.github.camelmbus.data;

/** What a combinable VIFE does to the meaning of the VIF before it. */
@FunctionalInterface
interface VifeEffect {
  void apply(Meaning.Builder meaning);
}
