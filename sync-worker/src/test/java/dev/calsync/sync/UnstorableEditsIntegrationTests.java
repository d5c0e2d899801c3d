package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.api.services.calendar.model.Event;
import dev.calsync.model.Command;
import org.junit.jupiter.api.Test;

/** An edit of an event that somebody else has made one that cannot be kept. */
class UnstorableEditsIntegrationTests extends EditingInstallation {
  @Test
  void itsAuthorIsToldAtOnceThatSomebodyWasFasterAndTheCalendarGoesOn() throws Exception {
    Event lunch = google.inserts(googleCalendar, "Lunch");
    connect();
    awaitRest();
    google.renames(googleCalendar, lunch, "Lunch\0");
    Command delete = deletes(lunch.getId(), lunch.getEtag());
    command(delete);

    await().until(() -> status(delete).equals("REJECTED"));
    assertThat(reason(delete)).isEqualTo("conflict");
    await().until(this::isAtRest);
    assertThat(column("last_error")).isNull();
  }
}
