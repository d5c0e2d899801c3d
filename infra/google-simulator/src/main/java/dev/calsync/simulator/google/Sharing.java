package dev.calsync.simulator.google;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who may see which calendar, and what of that their list of calendars shows. */
final class Sharing {
  private static final List<String> COLOURS =
      List.of("#9fe1e7", "#7bd148", "#fbd75b", "#ffb878", "#cd74e6", "#a4bdfc", "#fa573c");

  private final State state;

  Sharing(State state) {
    this.state = state;
  }

  /**
   * Lets somebody see a calendar and puts it on their list. A change or the end of the rights of
   * somebody who had some ends all sync tokens of the calendar (infra/docs/google-calendar.md
   * §1.3).
   */
  void share(Calendar calendar, String email, Role role, Map<String, Object> listSettings) {
    state.person(email);
    if (calendar.access().put(email, role) != null) {
      calendar.expireTokensBefore(state.stamps().next());
      return;
    }
    Map<String, Object> settings = new LinkedHashMap<>();
    int colour = state.calendarList(email).inStableOrder().size() % COLOURS.size();
    settings.put("colorId", Integer.toString(colour + 14));
    settings.put("backgroundColor", COLOURS.get(colour));
    settings.put("foregroundColor", "#000000");
    settings.put("selected", true);
    settings.put("defaultReminders", List.of());
    settings.putAll(listSettings);
    state.calendarList(email).put(calendar.id(), state.stamps().next(), false, settings);
    state.listChanged(email);
  }

  void unshare(Calendar calendar, String email) {
    state.person(email);
    if (calendar.access().remove(email) == null) {
      return;
    }
    calendar.expireTokensBefore(state.stamps().next());
    Book list = state.calendarList(email);
    Entry entry = list.find(calendar.id());
    if (entry != null && !entry.deleted()) {
      list.put(calendar.id(), state.stamps().next(), true, entry.body());
      state.listChanged(email);
    }
  }

  /** Nobody sees it any more. */
  void remove(Calendar calendar) {
    List.copyOf(calendar.access().keySet()).forEach(email -> unshare(calendar, email));
    state.calendars().remove(calendar.id());
  }
}
