package dev.calsync.sync.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calsync.model.EventResource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What Google's version of an event has to say for an edit to be in it. */
class SameMeaningTests {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "another offset"
            + " | {'start':{'dateTime':'2026-03-01T09:00:00Z'}}"
            + " | {'start':{'dateTime':'2026-03-01T10:00:00+01:00'}}",
        "a zone that Google adds"
            + " | {'start':{'dateTime':'2026-03-01T10:00:00+01:00','timeZone':'Europe/Berlin'}}"
            + " | {'start':{'dateTime':'2026-03-01T10:00:00+01:00'}}",
        "a local time in a zone"
            + " | {'start':{'dateTime':'2026-03-01T09:00:00Z','timeZone':'Europe/Berlin'}}"
            + " | {'start':{'dateTime':'2026-03-01T10:00:00','timeZone':'Europe/Berlin'}}",
        "a zone by its other name"
            + " | {'end':{'dateTime':'2026-03-01T10:00:00Z','timeZone':'Etc/UTC'}}"
            + " | {'end':{'dateTime':'2026-03-01T10:00:00Z','timeZone':'UTC'}}",
        "fractions of no second"
            + " | {'end':{'dateTime':'2026-03-01T10:00:00Z'}}"
            + " | {'end':{'dateTime':'2026-03-01T10:00:00.000Z'}}",
        "a day with its other kind set to null"
            + " | {'start':{'date':'2026-03-01'}}"
            + " | {'start':{'date':'2026-03-01','dateTime':null}}",
        "a field that is taken away | {'summary':'x'} | {'location':null}",
        "a field that is emptied | {'summary':'x'} | {'description':'','attendees':[]}",
        "what is usual | {} | {'transparency':'opaque','visibility':'default','guestsCanModify':false,"
            + "'guestsCanInviteOthers':true,'status':'confirmed'}",
        "guests with what Google adds, in another order"
            + " | {'attendees':[{'email':'b@x.org','responseStatus':'accepted'},"
            + "{'email':'a@x.org','self':true,'organizer':true,'responseStatus':'needsAction'}]}"
            + " | {'attendees':[{'email':'A@x.org'},{'email':'b@x.org','responseStatus':'accepted'}]}",
        "a rule in another order | {'recurrence':['RRULE:FREQ=DAILY;COUNT=3']}"
            + " | {'recurrence':['rrule:COUNT=3;INTERVAL=1;FREQ=DAILY']}",
        "lines in another order"
            + " | {'recurrence':['EXDATE:20260302T090000Z,20260301T090000Z','RRULE:FREQ=DAILY']}"
            + " | {'recurrence':['RRULE:FREQ=DAILY','EXDATE:20260301T090000Z,20260302T090000Z']}",
        "no rule any more | {'summary':'x'} | {'recurrence':[]}",
        "numbers | {'sequence':1} | {'sequence':1.0}",
        "reminders in another order"
            + " | {'reminders':{'useDefault':false,'overrides':[{'method':'email','minutes':5},{'method':'popup','minutes':9}]}}"
            + " | {'reminders':{'overrides':[{'method':'popup','minutes':9},{'method':'email','minutes':5}]}}",
        "a conference that Google made"
            + " | {'conferenceData':{'createRequest':{'requestId':'7','status':{'statusCode':'success'}},'conferenceId':'q'}}"
            + " | {'conferenceData':{'createRequest':{'requestId':'7'}}}",
        "ends of lines | {'description':'a\\nb'} | {'description':'a\\r\\nb\\n'}",
        "properties | {'extendedProperties':{'private':{'a':'1'}}}"
            + " | {'extendedProperties':{'private':{'a':'1'},'shared':{}}}",
      })
  void sameThingInOtherWordsIsTheSame(String what, String server, String wanted) {
    assertThat(SameMeaning.carries(event(server), event(wanted))).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "another moment"
            + " | {'start':{'dateTime':'2026-03-01T10:00:00Z'}}"
            + " | {'start':{'dateTime':'2026-03-01T10:00:00+01:00'}}",
        "another zone at the same moment"
            + " | {'start':{'dateTime':'2026-03-01T10:00:00+01:00','timeZone':'Europe/Berlin'}}"
            + " | {'start':{'dateTime':'2026-03-01T10:00:00+01:00','timeZone':'Africa/Lagos'}}",
        "a day instead of a time"
            + " | {'start':{'dateTime':'2026-03-01T00:00:00Z'}} | {'start':{'date':'2026-03-01'}}",
        "another day | {'start':{'date':'2026-03-02'}} | {'start':{'date':'2026-03-01'}}",
        "another text | {'summary':'x'} | {'summary':'y'}",
        "a text that is there still | {'summary':'x'} | {'summary':null}",
        "what is not usual | {} | {'transparency':'transparent'}",
        "a guest more"
            + " | {'attendees':[{'email':'a@x.org'},{'email':'b@x.org'}]}"
            + " | {'attendees':[{'email':'a@x.org'}]}",
        "another answer"
            + " | {'attendees':[{'email':'a@x.org','responseStatus':'declined'}]}"
            + " | {'attendees':[{'email':'a@x.org','responseStatus':'accepted'}]}",
        "another rule | {'recurrence':['RRULE:FREQ=DAILY']} | {'recurrence':['RRULE:FREQ=DAILY;COUNT=3']}",
        "a line more | {'recurrence':['RRULE:FREQ=DAILY','EXDATE:20260301T090000Z']}"
            + " | {'recurrence':['RRULE:FREQ=DAILY']}",
        "a property that should be gone | {'extendedProperties':{'private':{'a':'1','b':'2'}}}"
            + " | {'extendedProperties':{'private':{'a':'1'}}}",
        "usual reminders instead of own | {'reminders':{'useDefault':true}}"
            + " | {'reminders':{'useDefault':false,'overrides':[]}}",
        "an unreadable time | {'start':{'dateTime':'soon'}} | {'start':{'dateTime':'later'}}",
      })
  void anotherThingIsNot(String what, String server, String wanted) {
    assertThat(SameMeaning.carries(event(server), event(wanted))).isFalse();
  }

  @Test
  void anEventCarriesItself() {
    EventResource event =
        new EventResource(
            Map.of(
                "start", Map.of("dateTime", "2026-03-01T10:00:00", "timeZone", "Nowhere/At_All"),
                "attachments", List.of(Map.of("fileUrl", "https://example.com/x"))));
    assertThat(SameMeaning.carries(event, event)).isTrue();
  }

  private static EventResource event(String json) {
    return JsonMapper.shared().readValue(json.replace('\'', '"'), EventResource.class);
  }
}
