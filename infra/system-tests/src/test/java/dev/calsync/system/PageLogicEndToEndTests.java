package dev.calsync.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the page decides without a document or a network, asked in the browser that runs it. */
class PageLogicEndToEndTests {
  private static final Map<String, Object> NINE =
      Map.of(
          "start", Map.of("dateTime", "2026-03-02T09:00:00Z"),
          "end", Map.of("dateTime", "2026-03-02T10:00:00Z"),
          "summary", "Lunch",
          "location", "",
          "description", "",
          "attendees", List.of(),
          "recurrence", List.of());

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private Page page;

  @BeforeEach
  void open() {
    page = browsers.open(system);
  }

  @Test
  void ruleThatIsNoneOfTheChoicesIsKeptAsItIs() {
    Map<String, String> choices =
        Map.of(
            "RRULE:FREQ=DAILY", "daily",
            "RRULE:FREQ=WEEKLY;BYDAY=TU;WKST=MO", "weekly",
            "RRULE:FREQ=WEEKLY;BYDAY=TU,TH", "custom: Every week on Tuesday, Thursday",
            "RRULE:FREQ=DAILY;COUNT=5", "custom: Every day, 5 times",
            "RRULE:FREQ=MONTHLY;BYMONTHDAY=31", "monthly",
            "RRULE:FREQ=MONTHLY;BYDAY=-1FR", "custom: Every month, by a rule of its own",
            "RRULE:FREQ=YEARLY;INTERVAL=2;UNTIL=20301231",
                "custom: Every 2 years, until 2030-12-31",
            "RRULE:FREQ=HOURLY", "custom: By a rule of its own");
    choices.forEach((rule, choice) ->
        assertThat(
                asked(
                    """
                    async (rule) => {
                      const { repeatOf, linesOf, ruleText } = await import('/js/recurrence.js');
                      const choice = repeatOf([rule]);
                      if (choice !== 'custom') {
                        return choice;
                      }
                      return linesOf(choice, [rule])[0] === rule ? `custom: ${ruleText([rule])}` : 'lost';
                    }
                    """,
                    rule))
            .as(rule)
            .isEqualTo(choice));
  }

  @Test
  void textOfADescriptionIsReadAsItWasWritten() {
    for (String text :
        List.of(
            "Ask <John> whether a<b and c>d; AT&amp;T <https://example.com/?a=1&b=2>\nsecond line",
            "line & <script>alert(1)</script>",
            "R&D &lt; &#60; a < b <!-- no comment -->")) {
      assertThat(
              asked(
                  """
                  async (text) => {
                    const { asDescription, isFormatted, plainText } = await import('/js/text.js');
                    const spelled = asDescription(text);
                    return isFormatted(spelled) ? 'formatted' : plainText(spelled);
                  }
                  """,
                  text))
          .isEqualTo(text);
    }
  }

  @Test
  void commandBehindAGapIsNoChangeOfAnEventButWhatIsMissingIsFetched() {
    assertThat(
            asked(
                """
                async (feedSeq) => {
                  const { Feed } = await import('/js/feed.js');
                  const feed = new Feed(10);
                  return `${feed.take({ feedSeq, commandId: 'c', event: {} })} ${feed.behind}`;
                }
                """,
                12))
        .isEqualTo("ignore true");
  }

  @Test
  void instanceThatASnapshotBroughtBeforeItsSeriesWasToldOfLightsUp() {
    assertThat(
            asked(
                """
                async (seriesId) => {
                  const { Flashes } = await import('/js/flashes.js');
                  const instance = (start, summary) => [`c/s/${start}`, { calendarId: 'c', recurringEventId: 's', start, summary }];
                  const flashes = new Flashes();
                  flashes.expanded(new Map([instance(1, 'Was'), instance(2, 'Is')]), new Map([instance(1, 'Is'), instance(2, 'Is')]));
                  const before = flashes.take().join();
                  flashes.addShown({ calendarId: 'c', eventId: seriesId, event: {} });
                  return `${before} then ${flashes.take().join()}`;
                }
                """,
                "s"))
        .isEqualTo(" then c/s,c/s/1");
  }

  @Test
  void onlyWhatDiffersFromWhatWasSeenIsMine() {
    assertThat(differences(Map.of("summary", "Mine"), Map.of())).isEqualTo("title:mine");
    assertThat(differences(Map.of("summary", "Mine"), Map.of("summary", "Theirs")))
        .isEqualTo("title:both");
    assertThat(differences(Map.of("summary", "Same"), Map.of("summary", "Same"))).isEqualTo("");
    assertThat(differences(Map.of("summary", "Mine"), Map.of("location", "There")))
        .isEqualTo("title:mine,where:theirs");
    Map<String, Object> elsewhere =
        Map.of("start", Map.of("dateTime", "2026-03-02T10:00:00+01:00"));
    assertThat(differences(Map.of("summary", "Mine"), elsewhere))
        .as("the same moment, written otherwise")
        .isEqualTo("title:mine");
    assertThat(
            differences(Map.of(), Map.of("attendees", List.of(Map.of("email", "bo@example.com")))))
        .isEqualTo("people:theirs");
  }

  @Test
  void commandsAreInTheOrderInWhichTheyWereMade() {
    Object ordered =
        asked(
            """
            async () => {
              const { newCommandId } = await import('/js/edit.js');
              const ids = [1, 2, 255, 65536, Date.now()].map((now) => newCommandId(now));
              const version7 = ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id));
              return version7 && ids.join() === [...ids].sort().join();
            }
            """,
            "");
    assertThat(ordered).isEqualTo(true);
  }

  @Test
  void oppositeOfAnEditNamesTheVersionThatCameOfIt() {
    Object opposites =
        asked(
            """
            async () => {
              const { inverse } = await import('/js/edit.js');
              const seen = { start: '2026-03-02', end: '2026-03-03', allDay: true };
              const edit = { id: '1', calendarId: 'c', eventId: 'e', etag: '"1"', scope: null, seen, shows: seen, resource: { summary: 'Was' } };
              const kinds = [
                { ...edit, kind: 'create', fields: {} },
                { ...edit, kind: 'change', fields: { summary: 'Is' }, base: { summary: 'Was' } },
                { ...edit, kind: 'change', scope: 'following', fields: { summary: 'Is' }, base: { recurrence: ['RRULE:FREQ=DAILY'] } },
                { ...edit, kind: 'delete', fields: {} },
                { ...edit, kind: 'move', destination: 'd' },
                { ...edit, kind: 'answer', response: 'accepted', before: 'needsAction' },
              ];
              const told = (back) => back && [back.kind, back.calendarId, back.etag, back.fields?.summary ?? back.response ?? ''].join(' ').trim();
              return kinds.map((each) => told(inverse(each, { etag: '"2"' })) ?? 'none').join(', ');
            }
            """,
            "");
    assertThat(opposites)
        .isEqualTo(
            "delete c \"2\", change c \"2\" Was, none, create c  Was, move d \"2\", answer c \"2\" needsAction");
  }

  @Test
  void whatNobodyKnowsIsNotTakenBackToNothingAndWhatWasTentativeComesBackSo() {
    Object told =
        asked(
            """
            async () => {
              const { inverse } = await import('/js/edit.js');
              const edit = { id: '1', calendarId: 'c', eventId: 'e', etag: '"1"', scope: 'all', base: {}, seen: {}, shows: {} };
              const resource = { status: 'tentative', summary: 'Was' };
              const back = [
                inverse({ ...edit, kind: 'change', fields: { summary: 'Is' } }, { etag: '"2"' }),
                inverse({ ...edit, kind: 'change', fields: { attendees: [] }, base: { summary: 'Was' } }, { etag: '"2"' }),
                inverse({ ...edit, kind: 'delete', fields: {}, resource }, null)?.fields.status,
                inverse({ ...edit, kind: 'delete', scope: 'this', fields: {}, resource }, null)?.fields.status,
              ];
              return back.join();
            }
            """,
            "");
    assertThat(told).isEqualTo(",,tentative,tentative");
  }

  /** It would be a second event in everybody's calendar, beside the one that its organizer has. */
  @Test
  void eventOfSomebodyElseIsNotBroughtBackByMakingAnother() {
    String organizers =
        """
        async (self) => {
          const { inverse } = await import('/js/edit.js');
          const resource = { summary: 'Lunch', organizer: { email: 'bo@example.com', self } };
          const edit = { kind: 'delete', calendarId: 'c', eventId: 'e', scope: null, resource, etag: '"1"' };
          return inverse(edit, null)?.kind ?? 'nothing';
        }
        """;
    assertThat(asked(organizers, true)).isEqualTo("create");
    assertThat(asked(organizers, false)).isEqualTo("nothing");
  }

  @Test
  void openStreamThatSaysNothingForThreeHeartbeatsIsTakenForDead() {
    page.clock().install();
    asked(
        """
        async () => {
          const { watchOver } = await import('/js/heartbeat.js');
          window.source = Object.assign(new EventTarget(), { readyState: EventSource.OPEN });
          window.deaths = 0;
          watchOver(window.source, () => window.deaths++);
        }
        """,
        "");
    for (int i = 0; i < 4; i++) {
      page.clock().fastForward(15_000);
      asked("() => window.source.dispatchEvent(new Event('beat'))", "");
    }
    assertThat(asked("() => window.deaths", "")).isEqualTo(0);
    for (int i = 0; i < 4; i++) {
      page.clock().fastForward(15_000);
    }
    assertThat(asked("() => window.deaths", "")).as("once").isEqualTo(1);
  }

  private Object differences(Map<String, Object> mine, Map<String, Object> theirs) {
    return asked(
        """
        async ([base, fields, changed]) => {
          const { differences } = await import('/js/merge.js');
          const rows = differences({ base, fields, theirs: { ...base, ...changed } });
          return rows.map(({ name, by }) => `${name}:${by}`).join();
        }
        """,
        List.of(NINE, mine, theirs));
  }

  private Object asked(String script, Object argument) {
    return page.evaluate(script, argument);
  }
}
