package dev.calsync.system;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The page on which simulated Google lets anybody act as one of its people. */
final class PeoplePage {
  private static final Duration STEP = Duration.ofHours(1);
  private static final DateTimeFormatter FIELD =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm").withZone(ZoneOffset.UTC);

  private final Page page;

  private PeoplePage(Page page) {
    this.page = page;
  }

  /** Finds this person among all, as a visitor does. */
  static PeoplePage actingAs(Person person, Page page, String googleUrl) {
    page.navigate(googleUrl);
    page.locator("#people a").filter(hasText(person.email())).click();
    page.locator("#desk").waitFor();
    return new PeoplePage(page);
  }

  GoogleEvent creates(GoogleCalendar calendar, String summary, Instant start) {
    page.getByLabel("Title").fill(summary);
    page.getByLabel("Calendar", new Page.GetByLabelOptions().setExact(true))
        .selectOption(calendar.id());
    page.getByLabel("Start").fill(FIELD.format(start));
    page.locator("#create").click();
    says("Created.");
    String id = page.locator("#events li").filter(hasText(summary)).getAttribute("data-event-id");
    return new GoogleEvent(calendar, id, summary, start);
  }

  GoogleEvent renames(GoogleEvent event, String summary) {
    page.onceDialog(dialog -> dialog.accept(summary));
    row(event).getByTitle("Rename").click();
    says("Renamed.");
    row(event).filter(hasText(summary)).waitFor();
    return event.renamed(summary);
  }

  /** By as much as its button does. */
  GoogleEvent movesLater(GoogleEvent event) {
    row(event).getByTitle("Move later").click();
    says("Moved.");
    return event.movedTo(event.start().plus(STEP));
  }

  void deletes(GoogleEvent event) {
    row(event).getByTitle("Delete").click();
    says("Deleted.");
    page.waitForFunction(
        "id => !document.querySelector(`#events [data-event-id=\"${id}\"]`)", event.id());
  }

  private void says(String message) {
    page.locator("#message").filter(hasText(message)).waitFor();
  }

  private Locator row(GoogleEvent event) {
    return page.locator("#events [data-event-id='" + event.id() + "']");
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
