package dev.calsync.notifier.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.CalendarId;
import dev.calsync.model.EventResource;
import dev.calsync.model.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the page is told beforehand of who may edit an occurrence, and who else is concerned. */
class OccurrenceViewTests {
  @ParameterizedTest(name = "{0}, {1}, {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "LIVE | true | {} | -",
        "POLLING | true | {'eventType':'default','organizer':{'self':true}} | -",
        "SYNCING | true | {'organizer':{'email':'x@example.com'},'guestsCanModify':true} | -",
        "LIVE | false | {} | calendar",
        "LIVE | false | {'eventType':'birthday'} | calendar",
        "NEEDS_REAUTHORIZATION | true | {} | reauthorize",
        "NEEDS_REAUTHORIZATION | false | {} | reauthorize",
        "ACCESS_LOST | true | {} | accessLost",
        "LIVE | true | {'organizer':{'email':'x@example.com'}} | guest",
        "LIVE | true | {'eventType':'birthday','organizer':{'self':true}} | kind",
        "LIVE | true | {'eventType':'focusTime','organizer':{'email':'x@example.com'}} | kind",
        "LIVE | true | {'locked':true} | locked",
      })
  void whyItMayNotBeEditedIsSaid(
      Health.State state, boolean writable, String event, @Nullable String because) {
    JsonNode shown = shown(state, writable, event);
    assertThat(shown.path("readOnlyBecause").asString(null)).isEqualTo(because);
    assertThat(shown.has("readOnlyBecause")).isTrue();
    assertThat(shown.path("editable").asBoolean()).isEqualTo(because == null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "[] | 0 | -",
        "[{'email':'a@x.org','self':true}] | 0 | needsAction",
        "[{'email':'a@x.org','self':true,'responseStatus':'tentative'},{'email':'b@x.org'},"
            + "{'email':'room@x.org','resource':true}] | 1 | tentative",
        "[{'email':'b@x.org'},{'email':'c@x.org','responseStatus':'accepted'}] | 2 | -",
        "7 | 0 | -",
      })
  void othersWhoAreInvitedAreCountedAndTheOwnAnswerIsShown(
      String attendees, int guests, @Nullable String response) {
    JsonNode shown = shown(Health.State.LIVE, true, "{'attendees':" + attendees + "}");
    assertThat(shown.path("guests").asInt(-1)).isEqualTo(guests);
    assertThat(shown.path("response").asString(null)).isEqualTo(response);
  }

  @Test
  void roomsAloneAreNobody() {
    var event = new EventResource(Map.of("attendees", List.of(Map.of("resource", true))));
    assertThat(Invited.others(event)).isZero();
    assertThat(Invited.response(event)).isEmpty();
  }

  private static JsonNode shown(Health.State state, boolean writable, String event) {
    var day = new EventTime.Day(LocalDate.of(2026, 3, 2));
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.putAll(
        JsonMapper.shared().readValue(event.replace('\'', '"'), EventResource.class).fields());
    fields.put("id", "e");
    var occurrence = new Occurrence(new EventResource(fields), "e", null, null, null, day, day);
    var view = OccurrenceView.of(calendar(state, writable), occurrence);
    return JsonMapper.shared().valueToTree(view);
  }

  private static CalendarView calendar(Health.State state, boolean writable) {
    return new CalendarView(
        new CalendarId(UUID.randomUUID()),
        new UserId(UUID.randomUUID()),
        "account",
        "ada@example.com",
        "Work",
        "Europe/Berlin",
        "owner",
        writable,
        true,
        null,
        new Health(state, Instant.EPOCH, Instant.EPOCH, Why.PUSHED, null, null));
  }
}
