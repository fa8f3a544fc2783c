package io.github.camelmbus;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What reads a clock or the time zone of the machine, or sleeps. Compiled with the tests of this
 * module and of the example.
 */
public final class Clocks {
  private static final Pattern CLOCK =
      Pattern.compile(
          String.join(
              "|",
              // Instant.now(), LocalDate.now(ZoneId); not LocalDate.now(Clock).
              "java\\.time\\.[\\w.]+\\.now\\((java\\.time\\.ZoneId)?\\)",
              "java\\.time\\.(Clock|InstantSource)\\.system\\w*\\(.*\\)",
              "java\\.time\\.Clock\\.tick(Millis|Seconds|Minutes)\\(.*\\)",
              "java\\.time\\.ZoneId\\.systemDefault\\(\\)",
              "java\\.util\\.TimeZone\\.getDefault\\(\\)",
              "java\\.util\\.Date\\.<init>\\(\\)",
              "java\\.util\\.Calendar\\.getInstance\\(.*\\)",
              "java\\.util\\.GregorianCalendar\\.<init>\\((java\\.util\\.(TimeZone|Locale).*)?\\)",
              "java\\.lang\\.System\\.(nanoTime|currentTimeMillis)\\(\\)",
              "java\\.lang\\.Thread\\.sleep\\(.*\\)",
              "java\\.util\\.concurrent\\.TimeUnit\\.sleep\\(.*\\)"));

  private Clocks() {}

  /**
   * Lets only some methods read a clock.
   *
   * @param allowed their names in full, with the types of their parameters.
   */
  public static ArchRule onlyIn(Set<String> allowed) {
    return ArchRuleDefinition.noClasses()
        .should()
        .accessTargetWhere(
            new DescribedPredicate<JavaAccess<?>>("target reads a clock or sleeps") {
              @Override
              public boolean test(JavaAccess<?> access) {
                return CLOCK.matcher(access.getTarget().getFullName()).matches()
                    && !allowed.contains(access.getOrigin().getFullName());
              }
            });
  }
}
