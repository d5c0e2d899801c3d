package dev.calsync.simulator;

import static dev.calsync.simulator.GoogleClient.lunch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.model.Channel;
import com.google.api.services.calendar.model.ConferenceData;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.EventAttachment;
import com.google.api.services.calendar.model.Events;
import dev.calsync.testsupport.Complaint;
import dev.calsync.testsupport.KnownBug;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;

/** Google's own client, unchanged, against the simulator: infra/docs/google-calendar.md §7. */
class GoogleClientIntegrationTests {
  private static final String ADA = "ada@example.com";
  private static final GoogleSimulator SIMULATOR =
      GoogleSimulator.start("--google-simulator.push.first-retry=20ms");
  private Calendar client = GoogleClient.of(SIMULATOR, "none");

  @AfterAll
  static void stop() {
    SIMULATOR.close();
  }

  @BeforeEach
  void begin() {
    SIMULATOR.control("/reset", Map.of());
    SIMULATOR.addUser(ADA, "Ada Lovelace");
    client = GoogleClient.of(SIMULATOR, SIMULATOR.accessToken(ADA));
  }

  @Test
  @KnownBug(Complaint.NOTHING_TO_TEST_AGAINST)
  void itListsInsertsUpdatesAndDeletes() throws IOException {
    Event inserted = client.events().insert("primary", lunch()).execute();
    Events all = client.events().list("primary").execute();
    assertThat(all.getItems()).extracting(Event::getId).containsExactly(inserted.getId());
    assertThat(all.getNextPageToken()).isNull();

    Event renamed = client.events().get("primary", inserted.getId()).execute().setSummary("Dinner");
    client.events().update("primary", inserted.getId(), renamed).execute();
    client
        .events()
        .patch("primary", inserted.getId(), new Event().setLocation("Canteen"))
        .execute();
    Events delta = client.events().list("primary").setSyncToken(all.getNextSyncToken()).execute();
    assertThat(delta.getItems())
        .extracting(Event::getSummary, Event::getLocation)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("Dinner", "Canteen"));

    client.events().delete("primary", inserted.getId()).execute();
    assertThat(status(() -> client.events().delete("primary", inserted.getId()).execute()))
        .isEqualTo(410);
  }

  @Test
  @Shows("§7.6 a stale If-Match is 412 for update, patch and delete")
  void aStaleEtagIsAnsweredBy412() throws IOException {
    Event first = client.events().insert("primary", lunch()).execute();
    client.events().patch("primary", first.getId(), new Event().setSummary("A")).execute();
    Calendar.Events.Update update = client.events().update("primary", first.getId(), lunch());
    update.getRequestHeaders().setIfMatch(first.getEtag());
    assertThat(status(update::execute)).isEqualTo(412);
  }

  @Test
  @Shows("§7.8 conferences and attachments stay where a client does not say that it knows them")
  void whatAClientDoesNotSayThatItKnowsStays() throws IOException {
    Event board =
        lunch()
            .setConferenceData(new ConferenceData().setConferenceId("abc"))
            .setAttachments(List.of(new EventAttachment().setFileUrl("https://example.com/a")));
    Event without = client.events().insert("primary", board).execute();
    assertThat(without.getConferenceData()).isNull();
    assertThat(without.getAttachments()).isNull();
    Event with =
        client
            .events()
            .insert("primary", board)
            .setConferenceDataVersion(1)
            .setSupportsAttachments(true)
            .execute();

    Event kept = client.events().update("primary", with.getId(), lunch()).execute();
    assertThat(kept.getConferenceData().getConferenceId()).isEqualTo("abc");
    assertThat(kept.getAttachments()).hasSize(1);
    Event gone =
        client
            .events()
            .update("primary", with.getId(), lunch())
            .setConferenceDataVersion(1)
            .setSupportsAttachments(true)
            .execute();
    assertThat(gone.getConferenceData()).isNull();
    assertThat(gone.getAttachments()).isNull();
  }

  @Test
  void twoThousandEventsAreReadInPages() throws IOException {
    SIMULATOR.control("/calendars/" + ADA + "/events", Map.of("count", 2000));
    int seen = 0;
    String pageToken = null;
    do {
      Events page =
          client.events().list("primary").setMaxResults(250).setPageToken(pageToken).execute();
      seen += page.getItems().size();
      pageToken = page.getNextPageToken();
    } while (pageToken != null);
    assertThat(seen).isEqualTo(2000);
  }

  @Test
  void aBadTokenIsAnsweredBy401AndAFaultByItsStatus() {
    assertThat(status(() -> GoogleClient.of(SIMULATOR, "wrong").events().list("primary").execute()))
        .isEqualTo(401);
    SIMULATOR.control(
        "/faults", Map.of("match", "events.list", "status", 429, "retryAfter", 7, "times", 1));
    assertThatExceptionOfType(GoogleJsonResponseException.class)
        .isThrownBy(() -> client.events().list("primary").execute())
        .satisfies(refusal -> {
          assertThat(refusal.getStatusCode()).isEqualTo(429);
          assertThat(refusal.getHeaders().getRetryAfter()).isEqualTo("7");
          assertThat(refusal.getDetails().getErrors().getFirst().getReason())
              .isEqualTo("rateLimitExceeded");
        });
    assertThat(status(() -> client.events().list("primary").execute())).isEqualTo(200);
  }

  @Test
  @Shows("§7.19 connections that break after the work was done")
  void theAnswerOfAWriteThatWasDoneCanGetLost() throws IOException {
    SIMULATOR.control("/faults", Map.of("match", "events.insert", "status", 0, "dropAnswer", true));
    Event event = lunch().setId("abcde12345");
    Calendar.Events.Insert insert = client.events().insert("primary", event);
    assertThatExceptionOfType(IOException.class).isThrownBy(insert::execute);
    assertThat(status(() -> client.events().insert("primary", event).execute())).isEqualTo(409);
  }

  @Test
  @Shows({
    "§7.14 there is no body and a Content-Length of 0",
    "§7.14 the content type is malformed",
    "§7.16 nothing else is tried again",
    "§7.16 every attempt is recorded"
  })
  void aPushIsRetriedAfter503AndNotAfter400() throws IOException {
    try (Receiver receiver = new Receiver(503, 200, 400)) {
      Channel channel = client.events().watch("primary", channel(receiver)).execute();
      assertThat(channel.getResourceUri()).endsWith("/calendars/primary/events?alt=json");
      await().until(() -> receiver.calls().size() == 2);
      client.events().insert("primary", lunch()).execute();
      await().until(() -> receiver.calls().size() == 3);

      Receiver.Call first = receiver.calls().getFirst();
      assertThat(first.method()).isEqualTo("POST");
      assertThat(first.body()).isEmpty();
      assertThat(first.header("Content-Length")).isEqualTo("0");
      assertThat(first.header("Content-Type")).isEqualTo("application/json; utf-8");
      assertThat(first.header("X-Goog-Resource-State")).isEqualTo("sync");
      assertThat(first.header("X-Goog-Resource-ID")).isEqualTo(channel.getResourceId());
      assertThat(receiver.calls())
          .extracting(call -> call.header("X-Goog-Resource-State"))
          .containsExactly("sync", "sync", "exists");

      client.channels().stop(channel).execute();
      client.events().insert("primary", lunch()).execute();
      assertThat(status(() -> client.channels().stop(channel).execute())).isEqualTo(404);
      await()
          .untilAsserted(
              () -> assertThat(outcomes()).isEqualTo(List.of("retrying", "delivered", "failed")));
    }
  }

  private static List<String> outcomes() {
    return java.util.regex.Pattern.compile("\"outcome\":\"(\\w+)\"")
        .matcher(SIMULATOR.control("/deliveries"))
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  private static Channel channel(Receiver receiver) {
    return new Channel()
        .setId(java.util.UUID.randomUUID().toString())
        .setType("web_hook")
        .setToken("secret")
        .setAddress(receiver.url());
  }

  private static int status(ThrowingSupplier<?> call) {
    try {
      call.get();
      return 200;
    } catch (GoogleJsonResponseException e) {
      return e.getStatusCode();
    } catch (Throwable e) {
      throw new AssertionError("no answer of Google's", e);
    }
  }
}
