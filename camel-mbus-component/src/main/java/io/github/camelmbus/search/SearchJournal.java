package io.github.camelmbus.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelmbus.OctetString;
import io.github.camelmbus.application.Mask;
import io.github.camelmbus.application.SecondaryAddress;
import io.github.camelmbus.link.Damage;
import io.github.camelmbus.transport.DamagedOctets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes down each outcome before the next probe, one JSON object per line, and answers probes from
 * what an earlier run has written. As the same outcomes lead to the same probes, a search that was
 * interrupted continues where it was, and repeats no probe.
 *
 * <pre>
 *   {"probe":"FFFFFFF7FFFFFFFF","effort":"QUICK","outcome":"several"}
 *   {"probe":"FFFFFF47FFFFFFFF","effort":"QUICK","outcome":"one","address":"1234564724232804",
 *    "primaryAddress":0,"telegram":"685E..","responseNanos":41000000}
 *   {"late":"FFFFFF37FFFFFFFF"}
 *   {"lost":"FFFFFF97FFFFFFFF"}
 * </pre>
 *
 * The last two are silences in doubt, for late octets or for a lost connection.
 *
 * <p>Lines that are no such object are skipped: the last one of a run that was cut off.
 */
public final class SearchJournal implements Probe {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final Probe probe;
  private final Map<String, Queue<Outcome>> written = new HashMap<>();
  private final Map<String, Effort> doubtful = new LinkedHashMap<>();
  private final Set<String> unproven = new LinkedHashSet<>();
  private final Writer writer;
  private int replayed;

  private SearchJournal(Probe probe, Writer writer) {
    this.probe = probe;
    this.writer = writer;
  }

  /**
   * Begins a journal.
   *
   * @param writer takes the lines and is flushed after each; the caller closes it.
   */
  public static SearchJournal begin(Probe probe, Writer writer) {
    return new SearchJournal(probe, writer);
  }

  /**
   * Continues a journal.
   *
   * @param earlier what was written so far; read to its end.
   * @param writer takes further lines, usually at the end of the same file.
   * @throws UncheckedIOException if it cannot be read or written.
   */
  public static SearchJournal resume(Probe probe, Reader earlier, Writer writer) {
    SearchJournal journal = new SearchJournal(probe, writer);
    try {
      BufferedReader lines = new BufferedReader(earlier);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        journal.read(line);
      }
      journal.unproven.forEach(question -> journal.doubtful.put(question, Effort.PATIENT));
      // Ends a line that was cut.
      writer.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("the state of the search cannot be read", e);
    }
    return journal;
  }

  private void read(String line) {
    try {
      JsonNode entry = JSON.readTree(line);
      if (entry.has("late")) {
        doubtful.put(entry.get("late").asText(), Effort.THOROUGH);
      } else if (entry.has("lost")) {
        doubtful.put(entry.get("lost").asText(), Effort.PATIENT);
      } else if (entry.isObject()) {
        String question = entry.path("probe").asText();
        Outcome outcome = outcome(entry);
        written
            .computeIfAbsent(
                key(question, entry.path("effort").asText()), none -> new ArrayDeque<>())
            .add(outcome);
        readSilence(question, outcome, entry.path("unproven").asBoolean());
      }
    } catch (JsonProcessingException | IllegalArgumentException cut) {
      // The run ended while it wrote this line: its probe is made again.
    }
  }

  /** What was silent after the last telegram of the earlier run is not proven by this one. */
  private void readSilence(String question, Outcome outcome, boolean isUnproven) {
    if (outcome instanceof Outcome.One) {
      unproven.clear();
    } else if (isUnproven) {
      unproven.add(question);
    }
  }

  /** How many probes were answered from an earlier run so far. */
  public int replayed() {
    return replayed;
  }

  @Override
  public void wakeUp() {
    probe.wakeUp();
  }

  @Override
  public boolean showsCollisions() {
    return probe.showsCollisions();
  }

  @Override
  public Optional<String> stillSelected() {
    return probe.stillSelected();
  }

  @Override
  public @Nullable Damage fault() {
    return probe.fault();
  }

  @Override
  public boolean echoes() {
    return probe.echoes();
  }

  @Override
  public void listenOut() {
    probe.listenOut();
    writeDoubts();
  }

  @Override
  public DamagedOctets damagedOctets() {
    return probe.damagedOctets();
  }

  @Override
  public void collide(Mask both, FoundMeter one, FoundMeter other) {
    probe.collide(both, one, other);
  }

  @Override
  public void doubtCollisions() {
    probe.doubtCollisions();
  }

  @Override
  public boolean delayKnown() {
    return probe.delayKnown();
  }

  @Override
  public boolean heardSomething() {
    return probe.heardSomething();
  }

  @Override
  public boolean stillAnswers() {
    return probe.stillAnswers();
  }

  @Override
  public void listenLong() {
    probe.listenLong();
  }

  @Override
  public void expectEverywhere(String sender) {
    probe.expectEverywhere(sender);
  }

  @Override
  public long lostConnections() {
    return probe.lostConnections();
  }

  @Override
  public void renew() {
    probe.renew();
  }

  @Override
  public boolean hasUnprovenSilences() {
    return probe.hasUnprovenSilences();
  }

  @Override
  public void doubtSilences() {
    probe.doubtSilences();
    writeDoubts();
  }

  @Override
  public Map<Mask, Effort> doubtfulMasks() {
    Map<Mask, Effort> masks = new LinkedHashMap<>();
    doubtful.forEach(
        (question, effort) -> {
          if (question.length() >= Mask.DIGITS) {
            masks.put(Mask.parse(question), effort);
          }
        });
    return masks;
  }

  @Override
  public Map<Integer, Effort> doubtfulAddresses() {
    Map<Integer, Effort> addresses = new LinkedHashMap<>();
    doubtful.forEach(
        (question, effort) -> {
          if (question.length() < Mask.DIGITS) {
            addresses.put(Integer.valueOf(question), effort);
          }
        });
    return addresses;
  }

  private void writeDoubts() {
    probe.doubtfulMasks().forEach((mask, effort) -> writeDoubt(mask.toString(), effort));
    probe.doubtfulAddresses().forEach((address, effort) -> writeDoubt(address.toString(), effort));
  }

  private void writeDoubt(String question, Effort effort) {
    if (doubtful.putIfAbsent(question, effort) == null) {
      write(JSON.createObjectNode().put(effort == Effort.THOROUGH ? "late" : "lost", question));
    }
  }

  @Override
  public Outcome select(Mask mask, Effort effort) {
    return outcome(mask.toString(), effort.name(), () -> probe.select(mask, effort));
  }

  @Override
  public Outcome request(int primaryAddress) {
    return outcome(
        Integer.toString(primaryAddress), "REQUEST", () -> probe.request(primaryAddress));
  }

  @Override
  public Outcome address(int primaryAddress, Effort effort) {
    return outcome(
        Integer.toString(primaryAddress),
        effort.name(),
        () -> probe.address(primaryAddress, effort));
  }

  private interface Question {
    Outcome ask();
  }

  private Outcome outcome(String name, String effort, Question question) {
    Queue<Outcome> earlier = written.get(key(name, effort));
    Outcome known = earlier == null ? null : earlier.poll();
    if (isPatient(effort)) {
      doubtful.remove(name);
    }
    if (known != null) {
      replayed++;
      return known;
    }
    Outcome outcome = question.ask();
    ObjectNode entry = JSON.createObjectNode().put("probe", name).put("effort", effort);
    put(entry, outcome);
    if (outcome instanceof Outcome.Silence && probe.hasUnprovenSilences()) {
      entry.put("unproven", true);
    }
    write(entry);
    writeDoubts();
    return outcome;
  }

  /** Whether a question was asked again, or may have been: it is in doubt no more. */
  private static boolean isPatient(String effort) {
    return effort.equals(Effort.PATIENT.name()) || effort.equals(Effort.THOROUGH.name());
  }

  private static String key(String name, String effort) {
    return name + " " + effort;
  }

  private void write(ObjectNode entry) {
    try {
      writer.write(entry + "\n");
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the state of the search cannot be written", e);
    }
  }

  private static void put(ObjectNode entry, Outcome outcome) {
    if (outcome instanceof Outcome.One one) {
      entry.put("outcome", "one");
      if (one.address() != null) {
        entry.put("address", one.address().toString());
      }
      entry
          .put("primaryAddress", one.primaryAddress())
          .put("telegram", one.telegram().toString())
          .put("responseNanos", one.responseTime().toNanos());
    } else if (outcome instanceof Outcome.Mismatch mismatch) {
      entry.put("outcome", "mismatch").put("sender", mismatch.sender());
    } else if (outcome instanceof Outcome.Silence) {
      entry.put("outcome", "nobody");
    } else if (outcome instanceof Outcome.Several) {
      entry.put("outcome", "several");
    } else if (outcome instanceof Outcome.Mute) {
      entry.put("outcome", "mute");
    } else if (outcome instanceof Outcome.Damaged damaged) {
      entry.put("outcome", "damaged");
      if (damaged.claimed() != null) {
        entry.put("address", damaged.claimed().toString());
      }
    } else if (outcome instanceof Outcome.Noise noise) {
      entry
          .put("outcome", "noise")
          .put("damage", noise.damage().kind().name())
          .put("text", noise.damage().text());
    } else {
      throw new AssertionError(outcome);
    }
  }

  private static Outcome outcome(JsonNode entry) {
    String outcome = entry.path("outcome").asText();
    return switch (outcome) {
      case "nobody" -> new Outcome.Silence();
      case "several" -> new Outcome.Several();
      case "mute" -> new Outcome.Mute();
      case "damaged" -> new Outcome.Damaged(address(entry));
      case "noise" -> noise(entry);
      case "mismatch" -> new Outcome.Mismatch(entry.path("sender").asText());
      case "one" -> one(entry);
      default -> throw new IllegalArgumentException("no outcome is called '" + outcome + "'");
    };
  }

  private static @Nullable SecondaryAddress address(JsonNode entry) {
    JsonNode address = entry.get("address");
    return address == null ? null : SecondaryAddress.parse(address.asText());
  }

  private static Outcome noise(JsonNode entry) {
    Damage.Kind kind = Damage.Kind.valueOf(entry.path("damage").asText(Damage.Kind.NOISE.name()));
    return new Outcome.Noise(new Damage(kind, entry.path("text").asText()));
  }

  private static Outcome one(JsonNode entry) {
    return new Outcome.One(
        address(entry),
        entry.path("primaryAddress").asInt(),
        OctetString.of(HEX.parseHex(entry.path("telegram").asText())),
        Duration.ofNanos(entry.path("responseNanos").asLong()));
  }
}
