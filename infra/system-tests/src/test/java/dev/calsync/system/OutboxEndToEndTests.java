package dev.calsync.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In which order edits on their way are sent, and about which version, asked in the browser. */
class OutboxEndToEndTests {
  private static final String PARTS =
      """
      const { Outbox } = await import('/js/outbox.js');
      const { newCommandId } = await import('/js/edit.js');
      const nothing = () => {};
      const store = { keep: nothing, forget: nothing, stop: nothing };
      const outboxOf = (more) =>
        new Outbox({ store, send: async () => {}, ask: nothing, changed: nothing, held: nothing, ended: nothing, ...more });
      """;

  @RegisterExtension final Browsers browsers = new Browsers();

  private final RunningSystem system = RunningSystem.shared();
  private Page page;

  @BeforeEach
  void open() {
    page = browsers.open(system);
  }

  @Test
  void fiftyEditsMayWaitAndAreSentInOrderAfterAReloadForTheirAuthorOnly() {
    Object told =
        asked(
            """
            async () => {
              const { Outbox } = await import('/js/outbox.js');
              const { EditStore } = await import('/js/edit-store.js');
              const { newCommandId } = await import('/js/edit.js');
              let reachable = false;
              const sent = [];
              const nothing = () => {};
              const outboxOf = (userId, taken = nothing) => {
                const send = async ({ id }) => {
                  if (!reachable) {
                    throw new TypeError('no connection');
                  }
                  sent.push(userId + id);
                };
                const left = (edits) => taken(outbox.adopt(edits));
                const store = new EditStore({ userId, gone: nothing, left });
                const outbox = new Outbox({ store, send, ask: nothing, changed: nothing, held: nothing, ended: nothing });
                store.start();
                return outbox;
              };
              const before = outboxOf('ada');
              const ids = Array.from({ length: 50 }, (_, at) => newCommandId(1_000 + at));
              ids.forEach((id, at) => before.add({ id, kind: 'delete', calendarId: 'c', eventId: `event-${at}`, etag: '"1"', scope: null }));
              const full = !before.hasRoomFor(1);
              outboxOf('linus');
              reachable = true;
              const after = await new Promise((taken) => {
                const outbox = outboxOf('ada', () => taken(outbox));
                before.stop();
              });
              await after.pump();
              ids.forEach((id) => after.drop(id));
              return `full: ${full}, each once, in order: ${sent.join() === ids.map((id) => 'ada' + id).join()}`;
            }
            """,
            "");
    assertThat(told).isEqualTo("full: true, each once, in order: true");
  }

  @Test
  void whatIsTakenOverGoesWhereItBelongsAndIsNoReasonToOverwriteWhatItsAuthorHasNotSeen() {
    Object told =
        askedWithOutbox(
            """
              const sent = [];
              const send = async ({ fields, etag }) => sent.push(fields.summary + etag);
              const outbox = outboxOf({ send });
              const renamed = (summary, at) => ({
                id: newCommandId(at), kind: 'change', calendarId: 'c', eventId: 'e', etag: '"1"', scope: null, fields: { summary },
              });
              const [first, second, third] = [renamed('first', 1_000), renamed('second', 2_000), renamed('third', 3_000)];
              outbox.add(second);
              outbox.add(third);
              outbox.adopt([{ ...first, state: 'waiting' }]);
              await outbox.pump(); // one at a time
              outbox.told({ commandId: second.id, feedSeq: 2, status: 'APPLIED', event: { etag: '"2"' } });
              await outbox.pump();
              outbox.told({ commandId: first.id, feedSeq: 3, status: 'APPLIED', event: { etag: '"3"' } });
              await outbox.pump();
              outbox.stop();
              return sent.join();
            }
            """);
    assertThat(told).isEqualTo("second\"1\",first\"1\",third\"2\"");
  }

  /**
   * Its calendar may be read late, or nobody may say that it was: what waits is sent all the same.
   */
  @Test
  void editBehindAMoveIsSentOnceItHasArrivedOrHadTimeTo() {
    page.clock().install();
    askedWithOutbox(
        """
          window.sent = [];
          const send = async ({ kind }) => window.sent.push(kind);
          const outbox = outboxOf({ send });
          window.outbox = outbox;
          const edit = (kind, at, more) => ({ id: newCommandId(at), kind, calendarId: 'c', eventId: 'e', etag: '"1"', scope: null, fields: {}, ...more });
          window.movesAndChanges = async (at) => {
            const move = edit('move', at, { destination: 'd' });
            outbox.add(move);
            await outbox.pump();
            outbox.told({ commandId: move.id, feedSeq: at, status: 'APPLIED' });
            outbox.add(edit('change', at + 1, { calendarId: 'd' }));
            await outbox.pump();
          };
          await window.movesAndChanges(1);
        }
        """);
    assertThat(asked("() => window.sent.join()", "")).isEqualTo("move");
    asked("() => window.outbox.appeared('d', { id: 'e' })", "");
    page.waitForFunction("() => window.sent.join() === 'move,change'");
    asked("() => window.outbox.drop(window.outbox.edits.at(-1).id)", "");

    asked("() => window.movesAndChanges(10)", "");
    assertThat(asked("() => window.sent.join()", "")).isEqualTo("move,change,move");
    page.clock().runFor(35_000);
    page.waitForFunction("() => window.sent.join() === 'move,change,move,change'");
  }

  /** Nor does it keep others from being asked for, or is one asked for that we were told of. */
  @Test
  void editIsNotAskedForTwiceWhileAnAnswerIsSlow() {
    page.clock().install();
    page.clock().pauseAt(System.currentTimeMillis() + 1_000);
    askedWithOutbox(
        """
          window.asked = [];
          window.answers = [];
          const ids = [1, 2, 3].map((at) => newCommandId(at));
          const ask = (id) => new Promise((answer) => {
            window.asked.push(ids.indexOf(id) + 1);
            window.answers.push(() => answer({ status: 'PENDING' }));
          });
          const outbox = outboxOf({ ask });
          ids.forEach((id) => outbox.add({ id, kind: 'delete', calendarId: 'c', eventId: id, etag: '"1"', scope: null, fields: {} }));
          await outbox.pump();
          window.told = () => outbox.told({ commandId: ids[2], feedSeq: 1, status: 'APPLIED' });
          window.caughtUp = () => outbox.caughtUp();
        }
        """);
    page.clock().runFor(3_000);
    assertThat(asked("() => window.asked.join()", "")).isEqualTo("1,2");
    asked("() => window.told()", "");
    page.clock().runFor(9_000);
    asked("() => window.caughtUp()", "");
    assertThat(asked("() => window.asked.join()", "")).isEqualTo("1,2");
    asked("() => window.answers.forEach((answer) => answer())", "");
    page.clock().runFor(9_000);
    assertThat(asked("() => window.asked.join()", "")).isEqualTo("1,2,1,2");
  }

  /** What is on screen may be older than what the service says became of an edit. */
  @Test
  void versionThatOurOwnEditsMadeOfWhatIsOnScreenIsSeen() {
    Object seen =
        askedWithOutbox(
            """
              const outbox = outboxOf();
              const occurrence = { calendarId: 'c', eventId: 'e_1', recurringEventId: 'e', etag: '"1"' };
              const isSeen = (version) => outbox.isSeen(version, occurrence);
              const done = (id, etag, made) => {
                outbox.add({ ...occurrence, id, kind: 'change', seriesId: 'e', scope: 'this', etag, fields: { summary: id }, base: {} });
                outbox.told({ commandId: id, feedSeq: 1, status: 'APPLIED', event: { etag: made, summary: id } });
              };
              const before = isSeen('"2"');
              done('one', '"1"', '"2"');
              done('two', '"2"', '"3"');
              return [before, ...['"1"', '"2"', '"3"', '"4"'].map(isSeen)].join();
            }
            """);
    assertThat(seen).isEqualTo("false,true,true,true,false");
  }

  /** However often it is tried: each new edit, and each new connection, has it tried at once. */
  @Test
  void editThatTheServiceBreaksOnIsGivenUpAfterAWhileAndOneThatMeetsAnOutageNever() {
    page.clock().install();
    page.clock().pauseAt(System.currentTimeMillis() + 1_000);
    askedWithOutbox(
        """
          window.told = [];
          let status = 500;
          const send = async ({ eventId }) => {
            if (eventId === 'first') {
              throw Object.assign(new Error(), { status });
            }
            window.told.push(eventId);
          };
          const ended = ({ eventId }, { status: end, problem }) => window.told.push(`${eventId} ${end} ${problem.status}`);
          const outbox = outboxOf({ send, ended });
          window.adds = (eventId) => outbox.add({ id: newCommandId(Date.now()), kind: 'delete', calendarId: 'c', eventId, etag: '"1"', scope: null, fields: {} });
          window.pumps = async (times, answer) => {
            status = answer;
            for (let i = 0; i < times; i++) {
              await outbox.pump();
            }
          };
          window.adds('first');
          window.adds('second');
        }
        """);
    asked("() => window.pumps(9, 500)", "");
    asked("() => window.pumps(1, 503)", "");
    asked("() => window.pumps(9, 500)", "");
    page.clock().runFor(50_000);
    assertThat(asked("() => window.told.join()", "")).isEqualTo("");
    asked("() => window.pumps(1, 503)", "");
    for (int i = 0; i < 10; i++) {
      page.clock().runFor(30_000);
    }
    assertThat(asked("() => window.told.join()", "")).isEqualTo("");

    asked("() => window.pumps(1, 500)", "");
    page.clock().runFor(59_000);
    asked("() => window.pumps(9, 500)", "");
    assertThat(asked("() => window.told.join()", "")).isEqualTo("");
    page.clock().runFor(31_000);
    page.waitForFunction("() => window.told.join() === 'first REJECTED 500,second'");
  }

  /** What the rest of a function answers, in which an outbox can be made that keeps nothing. */
  private Object askedWithOutbox(String body) {
    return page.evaluate("async () => {" + PARTS + body);
  }

  private Object asked(String script, Object argument) {
    return page.evaluate(script, argument);
  }
}
