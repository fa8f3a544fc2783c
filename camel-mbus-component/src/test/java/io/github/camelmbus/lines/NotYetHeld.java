package io.github.camelmbus.lines;

import io.github.camelmbus.simulator.Fault;
import io.github.camelmbus.simulator.GatewayOptions;
import io.github.camelmbus.simulator.GatewayOptions.Answers;
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
              Set.of("search-fails", "slow-search", "slow-scan", "talk-over"),
              world -> world.gateway().failures().dropRequest() > 0,
              "a connection lost while the line is measured ends the search; each lost connection"
                  + " makes all silences doubtful again"),
          new NotYetHeld(
              Set.of(
                  "false-several",
                  "missed",
                  "missed-blind",
                  "false-silent",
                  "false-phantom",
                  "talk-over"),
              World::hasLateMeters,
              "octets of a meter that answers too late are believed at the first time"),
          new NotYetHeld(
              Set.of(
                  "missed",
                  "missed-blind",
                  "unread",
                  "incomplete-readout",
                  "talk-over",
                  "false-finding"),
              world ->
                  world.gateway().packing().size() > 0
                      || world.gateway().packing().answers() == Answers.WHOLE
                          && (world.has(Fault.Gap.class) || world.has(Fault.SlowOctets.class)),
              "the pause inside a telegram that comes in two parts is not allowed for"),
          new NotYetHeld(
              Set.of("false-finding"),
              world -> !world.gateway().way().jitter().isZero(),
              "octets that jitter has moved are taken for noise"),
          new NotYetHeld(
              Set.of("unread", "false-several", "incomplete-search"),
              world -> world.has(Fault.ZeroAround.class),
              "a selection that an octet after an answer has hit is not repeated"),
          new NotYetHeld(
              Set.of(
                  "unread",
                  "talk-over",
                  "false-several",
                  "false-finding",
                  "false-silent",
                  "wrong-telegram"),
              World::hasSharedPrimaryAddress,
              "superposed telegrams go on after the master takes the line for idle"),
          new NotYetHeld(
              Set.of("unread", "incomplete-readout", "incomplete-search", "slow-search"),
              World::hasGhost,
              "an acknowledge that comes after REQ_UD2 was sent shortens the wait for a telegram"),
          new NotYetHeld(
              Set.of(
                  "missed-blind",
                  "incomplete-search",
                  "false-phantom",
                  "false-silent",
                  "false-several",
                  "talk-over",
                  "unread"),
              world -> !world.showsBadOctets(),
              "superposed telegrams are silence where damaged octets are dropped"),
          new NotYetHeld(
              Set.of("missed", "false-several", "false-finding"),
              world -> world.line().baudRate() >= 4800,
              "a second telegram that begins after the first has ended is not waited for"),
          new NotYetHeld(
              Set.of("unread-at-end", "unread"),
              world -> !world.gateway().equals(GatewayOptions.NONE),
              "an answer that comes sooner than all before it is refused for ever"),
          new NotYetHeld(
              Set.of("false-several", "invented"),
              world -> world.gateway().failures().halfOpenAfter() > 0,
              "a primary scan that doubts its silences asks 254 as the address of one meter"),
          new NotYetHeld(
              Set.of("missed"),
              World::hasGhost,
              "a selection that was sent into superposed telegrams is taken for silence"),
          new NotYetHeld(
              Set.of("not-its-first-telegram", "other-meter", "false-collision"),
              World::hasLateMeters,
              "a selection that a late telegram has hit is taken for made"),
          new NotYetHeld(
              Set.of("long-waits"),
              world -> world.meters().size() > 1,
              "octets of superposed answers are taken for late answers to earlier requests"),
          new NotYetHeld(
              Set.of("unread-at-silent-end"),
              world -> true,
              "a connection is checked only for a meter that was read under the same address"));

  static boolean isKnown(World world, Violation violation) {
    return ALL.stream()
        .anyMatch(entry -> entry.kinds.contains(violation.kind()) && entry.worlds.test(world));
  }
}
