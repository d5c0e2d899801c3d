package dev.calsync.sync.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.CalendarId;
import dev.calsync.sync.audit.Suspicion.Kind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FindingsTests {
  private static final CalendarId ADA = new CalendarId(new UUID(0, 1));
  private static final CalendarId GRACE = new CalendarId(new UUID(0, 2));
  private static final Instant NOW = Instant.EPOCH;

  private final Findings findings = new Findings();

  @Test
  void whatTheLatestAuditsFoundIsAddedUp() {
    findings.note(different(ADA, Kind.MISSING, Kind.MISSING, Kind.STALE), NOW);
    findings.note(different(GRACE, Kind.MISSING, Kind.EXTRA), NOW);

    assertThat(findings.missing(NOW)).isEqualTo(3);
    assertThat(findings.stale(NOW)).isEqualTo(1);
    assertThat(findings.extra(NOW)).isEqualTo(1);
  }

  @Test
  void aCalendarCountsOnlyAsItsLatestAuditFoundIt() {
    findings.note(different(ADA, Kind.MISSING, Kind.MISSING), NOW);
    findings.note(different(ADA, Kind.MISSING), NOW);

    assertThat(findings.missing(NOW)).isEqualTo(1);
  }

  @Test
  void aCalendarThatIsFoundCleanCountsNoMore() {
    findings.note(different(ADA, Kind.MISSING), NOW);
    findings.note(AuditReport.of(ADA, 7, Map.of()), NOW);

    assertThat(findings.missing(NOW)).isZero();
  }

  @Test
  void anAuditThatCouldNotBeEndedProvesNothing() {
    findings.note(different(ADA, Kind.MISSING), NOW);
    findings.note(AuditReport.unfinished(ADA, "no budget"), NOW);

    assertThat(findings.missing(NOW)).isEqualTo(1);
  }

  @Test
  void whatWasFoundMoreThanADayAgoCountsNoMore() {
    findings.note(different(ADA, Kind.MISSING), NOW);

    assertThat(findings.missing(NOW.plus(Findings.COUNTED).minusMillis(1))).isEqualTo(1);
    assertThat(findings.missing(NOW.plus(Findings.COUNTED))).isZero();
  }

  @Test
  void noMoreThanAThousandCalendarsAreRemembered() {
    for (int i = 0; i <= Findings.MOST_CALENDARS; i++) {
      findings.note(different(new CalendarId(new UUID(1, i)), Kind.STALE), NOW);
    }

    assertThat(findings.stale(NOW)).isEqualTo(Findings.MOST_CALENDARS);
  }

  private static AuditReport different(CalendarId calendar, Kind... kinds) {
    Map<String, Suspicion> differences = new LinkedHashMap<>();
    for (Kind kind : kinds) {
      differences.put("e" + differences.size(), Suspicion.of(kind, "e1", "e0"));
    }
    return AuditReport.of(calendar, 7, differences);
  }
}
