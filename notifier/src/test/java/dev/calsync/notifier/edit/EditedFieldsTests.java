package dev.calsync.notifier.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.EventResource;
import dev.calsync.notifier.edit.EditedFields.Fault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Which fields an edit may bring, and of which type. */
class EditedFieldsTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "attendees | {} | an array of objects",
        "attendees | ['ada@example.com'] | an array of objects",
        "attendees | [null] | an array of objects",
        "attachments | 'x' | an array of objects",
        "reminders | [] | an object",
        "extendedProperties | 'x' | an object",
        "conferenceData | true | an object",
        "source | [] | an object",
        "start | '2026-03-01' | an object",
        "guestsCanModify | 'true' | true or false",
        "guestsCanInviteOthers | 1 | true or false",
        "guestsCanSeeOtherGuests | {} | true or false",
        "anyoneCanAddSelf | 0 | true or false",
        "summary | 1 | text",
        "description | {} | text",
        "location | [] | text",
        "colorId | 7 | text",
        "transparency | true | text",
        "visibility | {} | text",
        "status | 1 | text",
        "recurrence | 'RRULE:FREQ=DAILY' | an array of text",
        "recurrence | [1] | an array of text"
      })
  void aFieldOfTheWrongTypeIsNamed(String field, String value, String expected) {
    assertThat(EditedFields.inChanged(event(field, value))).contains(new Fault(field, expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "attendees | [{'email':'ada@example.com'}]",
        "attendees | []",
        "reminders | {'useDefault':true}",
        "guestsCanModify | false",
        "colorId | '7'",
        "recurrence | ['RRULE:FREQ=DAILY']",
        "location | null",
        "attendees | null"
      })
  void aFieldOfTheRightTypeOrNullIsTaken(String field, String value) {
    assertThat(EditedFields.inChanged(event(field, value))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'date':20260301}",
        "{'dateTime':['2026-03-01T10:00:00Z']}",
        "{'dateTime':'2026-03-01T10:00:00Z','timeZone':1}"
      })
  void aTimeOfWrongTypesIsNamed(String value) {
    assertThat(EditedFields.inChanged(event("start", value)))
        .hasValueSatisfying(fault -> assertThat(fault.field()).isEqualTo("start"));
  }

  private static EventResource event(String field, String value) {
    String json = "{\"" + field + "\":" + value.replace('\'', '"') + "}";
    return JsonMapper.shared().readValue(json, EventResource.class);
  }
}
