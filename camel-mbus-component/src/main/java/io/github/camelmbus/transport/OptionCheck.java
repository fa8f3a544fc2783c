package io.github.camelmbus.transport;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares the options that a line was given with those that its transport declares. */
final class OptionCheck {

  private OptionCheck() {}

  static void check(TransportProvider provider, LineAddress line, LineSettings settings) {
    Set<String> known = names(provider);
    for (String name : new TreeSet<>(settings.options().keySet())) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "'%s' has no option %s: %s".formatted(line, name, inWords(provider, known)));
      }
    }
    provider.options().forEach(option -> option.in(settings));
  }

  private static Set<String> names(TransportProvider provider) {
    return provider.options().stream()
        .map(TransportOption::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String inWords(TransportProvider provider, Set<String> known) {
    return "lines of the form %s take %s"
        .formatted(
            String.join(" or ", provider.forms()),
            known.isEmpty() ? "no options of their own" : String.join(", ", known));
  }
}
