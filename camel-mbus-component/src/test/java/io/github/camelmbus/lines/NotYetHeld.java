package io.github.camelmbus.lines;

import io.github.camelmbus.simulator.Fault;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A kind of violation that is known in some worlds, and does not fail {@link LinesTest} there. An
 * entry goes away with its cause.
 *
 * @param kinds of violations.
 * @param worlds where they are known.
 * @param cause in the component.
 */
record NotYetHeld(Set<String> kinds, Predicate<World> worlds, String cause) {

  static final List<NotYetHeld> ALL =
      List.of(
          new NotYetHeld(
              Set.of("slow-search"),
              world -> world.gateway().failures().dropRequest() > 0,
              "each silence that was lost with its connection takes two requests and a proof"),
          new NotYetHeld(
              Set.of("talk-over"),
              world -> world.gateway().failures().dropRequest() > 0,
              "after a lost connection an answer with pauses may go on for longer than is waited for"),
          new NotYetHeld(
              Set.of("false-several", "false-silent", "talk-over", "false-collision"),
              World::hasLateMeters,
              "octets of a meter that answers too late are believed at the first time"),
          new NotYetHeld(
              Set.of("unread", "talk-over", "false-several", "false-silent", "false-collision"),
              World::hasSharedPrimaryAddress,
              "superposed telegrams go on after the master takes the line for idle"),
          new NotYetHeld(
              Set.of("incomplete-search", "false-silent", "false-several", "talk-over", "unread"),
              world -> !world.showsBadOctets(),
              "superposed acknowledges and telegrams are silence where damaged octets are dropped,"
                  + " and the line may have seemed to deliver them"),
          new NotYetHeld(
              Set.of("long-waits"),
              world -> world.meters().size() > 1,
              "octets of superposed answers are taken for late answers to earlier requests"),
          new NotYetHeld(
              Set.of("long-waits"),
              world -> world.has(Fault.OtherAddress.class),
              "after a silent address the telegram of a meter with an A field of its own is taken"
                  + " for a late answer"));

  static boolean isKnown(World world, Violation violation) {
    return ALL.stream()
        .anyMatch(entry -> entry.kinds.contains(violation.kind()) && entry.worlds.test(world));
  }
}
