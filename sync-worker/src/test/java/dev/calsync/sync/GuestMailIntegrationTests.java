package dev.calsync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.calendar.model.Event;
import dev.calsync.model.Command;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whom Google mails: those the edit says, with each of the calls that it takes, and nobody else.
 */
class GuestMailIntegrationTests extends EditTrials {
  @ParameterizedTest
  @EnumSource(Kind.class)
  @KnownBug(Complaint.GUESTS_ARE_MAILED)
  void nobodyIsMailedByAnEditThatDoesNotAskForIt(Kind kind) throws Exception {
    Event event = inserts(kind);
    connectBoth();

    assertThat(decide(trial(kind, event).command())).isEqualTo("APPLIED");
    assertThat(changesAtGoogle())
        .hasSize(calls(kind))
        .allMatch(change -> change.contains("sendUpdates=none"));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anEditThatAsksForMailAsksForItWithEachCall(Kind kind) throws Exception {
    Event event = inserts(kind);
    connectBoth();

    assertThat(decide(mailing(trial(kind, event).command()))).isEqualTo("APPLIED");
    assertThat(changesAtGoogle())
        .hasSize(calls(kind))
        .allMatch(change -> change.contains("sendUpdates=all"));
  }

  @Test
  @KnownBug(Complaint.GUESTS_ARE_MAILED)
  void nobodyIsMailedByASplitThatIsTakenBack() throws Exception {
    Event series = insertsStandUp();
    connect();
    awaitRest();
    google.fault(
        """
        {"calendarId":"%s","match":"events.update","status":403,
         "reason":"forbiddenForNonOrganizer","times":1}
        """
            .formatted(googleCalendar));

    assertThat(decide(splits(series))).isEqualTo("REJECTED");
    assertThat(changesAtGoogle())
        .extracting(change -> change.substring(0, change.indexOf(' ')))
        .containsExactly("POST", "PUT", "DELETE");
    assertThat(changesAtGoogle()).allMatch(change -> change.contains("sendUpdates=none"));
  }

  private List<String> changesAtGoogle() {
    return google.network().overheard("/calendars/" + googleCalendar.substring(0, 8));
  }

  private static int calls(Kind kind) {
    return switch (kind) {
      case FOLLOWING, JOIN -> 2;
      case CREATE, UPDATE, DELETE, THIS, END, MOVE -> 1;
    };
  }

  private Command mailing(Command command) {
    ObjectNode asked = json.valueToTree(command);
    return json.treeToValue(asked.put("sendUpdates", "all"), Command.class);
  }
}
