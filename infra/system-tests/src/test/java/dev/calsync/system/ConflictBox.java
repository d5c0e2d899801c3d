package dev.calsync.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** Where the page shows both sides of an edit that somebody else was faster with. */
final class ConflictBox {
  private final EditingPage editing;
  private final Locator box;
  private final Locator chip;

  ConflictBox(EditingPage editing, Page page, String title) {
    this.editing = editing;
    this.box = page.locator("#conflict[open]");
    this.chip = page.locator("#waiting-text");
    box.filter(new Locator.FilterOptions().setHasText(title)).waitFor();
  }

  ConflictBox isForEverybody() {
    editing.isForEverybody();
    return this;
  }

  /** Both sides of a field are shown; this one is kept. */
  ConflictBox keeps(String field, String side, String shown) {
    Locator choice = box.locator("[data-field=" + field + "] input[value=" + side + "]");
    choice.waitFor();
    assertThat(choice.getAttribute("aria-label")).contains(shown);
    choice.check();
    return this;
  }

  /** So many wait for a decision, and this is still the one that is asked for. */
  ConflictBox isOneOf(int count, String title) {
    chip.filter(new Locator.FilterOptions().setHasText(count + " to decide")).waitFor();
    assertThat(box.textContent()).contains(title);
    return this;
  }

  EditingPage decides(String button) {
    box.locator("#conflict-" + button).click();
    return editing;
  }
}
