package io.github.camelmbus;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** That the rule about clocks finds all of them. */
class ClocksTest {
  private static final String HERE = ClocksTest.class.getName();

  /** Each method breaks the rule once. */
  @SuppressWarnings({"unused", "JavaTimeDefaultTimeZone", "JavaUtilDate"})
  private static final class Forbidden {
    Object instant() {
      return Instant.now();
    }

    Object date() {
      return LocalDate.now();
    }

    Object localTime() {
      return LocalDateTime.now();
    }

    Object timeOfZone() {
      return LocalDateTime.now(ZoneId.of("UTC"));
    }

    Object zoned() {
      return ZonedDateTime.now();
    }

    Object offset() {
      return OffsetDateTime.now();
    }

    Object utc() {
      return Clock.systemUTC();
    }

    Object defaultZone() {
      return Clock.systemDefaultZone();
    }

    Object clock() {
      return Clock.system(ZoneId.of("UTC"));
    }

    Object ticks() {
      return Clock.tickSeconds(ZoneId.of("UTC"));
    }

    Object source() {
      return InstantSource.system();
    }

    Object zone() {
      return ZoneId.systemDefault();
    }

    Object oldZone() {
      return TimeZone.getDefault();
    }

    Object oldDate() {
      return new Date();
    }

    Object calendar() {
      return Calendar.getInstance();
    }

    Object gregorian() {
      return new GregorianCalendar();
    }

    long nanos() {
      return System.nanoTime();
    }

    long millis() {
      return System.currentTimeMillis();
    }

    void sleep() throws InterruptedException {
      Thread.sleep(1);
    }

    void sleepUnits() throws InterruptedException {
      TimeUnit.SECONDS.sleep(1);
    }

    LongSupplier reference() {
      return System::nanoTime;
    }

    Supplier<Object> lambda() {
      return () -> Instant.now();
    }
  }

  /** Dates of a clock that is given, and dates that are no clock's. */
  @SuppressWarnings({"unused", "JavaUtilDate"})
  private static final class Permitted {
    Object ofClock(Clock clock) {
      return LocalDateTime.now(clock);
    }

    Object ticks(Clock clock) {
      return Clock.tick(clock, Duration.ofSeconds(1));
    }

    Object date(long millis) {
      return new Date(millis);
    }
  }

  private static long violations(Class<?> type, Set<String> allowed) {
    JavaClasses classes = new ClassFileImporter().importClasses(type);
    return Clocks.onlyIn(allowed).evaluate(classes).getFailureReport().getDetails().size();
  }

  @Test
  void eachWayToReadAClockIsFound() {
    long methods =
        Arrays.stream(Forbidden.class.getDeclaredMethods())
            .filter(method -> !method.isSynthetic())
            .count();
    assertThat(violations(Forbidden.class, Set.of())).isEqualTo(methods);
  }

  @Test
  void aClockThatIsGivenMayBeRead() {
    assertThat(violations(Permitted.class, Set.of())).isZero();
  }

  @Test
  void whatIsAllowedIsOneMethod() {
    long all = violations(Forbidden.class, Set.of());
    assertThat(violations(Forbidden.class, Set.of(HERE + "$Forbidden.instant()")))
        .isEqualTo(all - 1);
  }
}
