package io.github.camelmbus.lines;

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
              Set.of("slow-search", "slow-scan", "talk-over"),
              world -> world.gateway().failures().dropRequest() > 0,
              "each lost connection makes all silences doubtful again, and a question that takes"
                  + " more requests than a connection lives is asked until the last round"),
          new NotYetHeld(
              Set.of("false-several", "missed", "missed-blind", "false-silent"),
              World::hasLateMeters,
              "octets of a meter that answers too late are believed at the first time"),
          new NotYetHeld(
              Set.of("unread", "talk-over", "missed", "false-collision", "incomplete-readout"),
              World::hasSharedPrimaryAddress,
              "superposed telegrams of which no octet comes for long go on after the master takes"
                  + " the line for idle"),
          new NotYetHeld(
              Set.of("incomplete-search", "slow-search", "false-several"),
              world -> world.hasGhost() || world.mute() > 0,
              "a device that sends no data is searched digit by digit where the line is not known to"
                  + " hand out damaged octets: behind a gateway that packs answers"),
          new NotYetHeld(
              Set.of("missed-blind", "incomplete-search", "talk-over"),
              world -> !world.showsBadOctets(),
              "superposed telegrams are silence where damaged octets are dropped"),
          new NotYetHeld(
              Set.of("invented", "missed"),
              World::hasSharedId,
              "two meters of one id and kind can be in step at each of the readings, with a good"
                  + " checksum"),
          new NotYetHeld(
              Set.of("long-waits"),
              world -> world.meters().size() > 1,
              "after a collision the scan listens for 5 s, in case an answer is late, and a line that"
                  + " may drop damaged octets is waited for as if the longest telegram went on"));

  static boolean isKnown(World world, Violation violation) {
    return ALL.stream()
        .anyMatch(entry -> entry.kinds.contains(violation.kind()) && entry.worlds.test(world));
  }
}
