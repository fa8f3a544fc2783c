package io.github.camelmbus.lines;

import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.GatewayOptions;
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
              world ->
                  world.gateway().failures().dropRequest() > 0
                      || world.gateway().failures().halfOpenAfter() > 0,
              "each silence that was lost with its connection takes two requests and a proof"),
          new NotYetHeld(
              Set.of("false-several"),
              world -> world.gateway().failures().halfOpenAfter() > 0,
              "a meter with stray octets is not heard alone on a connection that is dead"),
          new NotYetHeld(
              Set.of("unread", "talk-over", "false-silent", "false-collision"),
              World::hasSharedPrimaryAddress,
              "superposed telegrams go on after the master takes the line for idle"),
          new NotYetHeld(
              Set.of("incomplete-search", "talk-over", "unread"),
              world -> !world.showsBadOctets(),
              "superposed acknowledges and telegrams are silence where damaged octets are dropped,"
                  + " and the line may have seemed to deliver them"),
          new NotYetHeld(
              Set.of("long-waits"),
              world -> world.meters().size() > 1,
              "octets of superposed answers are taken for late answers to earlier requests"),
          new NotYetHeld(
              Set.of("unread", "talk-over"),
              world ->
                  world.has(Fault.SlowOctets.class)
                      && !world.gateway().packing().equals(GatewayOptions.NONE.packing()),
              "a gateway that collects the answer of a meter that pauses after each octet has it"
                  + " later than is waited for on a line of which no telegram is known"));

  static boolean isKnown(World world, Violation violation) {
    return ALL.stream()
        .anyMatch(entry -> entry.kinds.contains(violation.kind()) && entry.worlds.test(world));
  }
}
