package dev.calsync.testsupport;

import java.util.List;

/**
 * What users of other systems that sync calendars complain of, in our words, the most seen and most
 * harmful first; the threads that tell of it are the source.
 */
public enum Complaint {
  WATCH_DIES_SILENTLY(
      "Watch channels end or fall silent and nobody opens others, so changes stop coming.",
      "",
      "twentyhq/twenty/pull/23006",
      "PipedreamHQ/pipedream/issues/2472",
      "KeepSoftwareSimple/compass-calendar/issues/1722"),

  GRANT_DIES_UNTOLD(
      "The grant is dead, for instance after the seven days of a consent screen in testing, and its user is not told.",
      "",
      "calcom/cal.diy/issues/5796",
      "calcom/cal.diy/issues/7564",
      "calcom/cal.diy/issues/17568",
      "phw198/OutlookGoogleCalendarSync/issues/2327"),

  GONE_HALF_HANDLED(
      "A 410 is swallowed or half handled, and events deleted at Google stay for ever.",
      "",
      "twentyhq/twenty/issues/24095",
      "PipedreamHQ/pipedream/issues/10887",
      "KeepSoftwareSimple/compass-calendar/issues/1422",
      "KeepSoftwareSimple/compass-calendar/issues/1239"),

  PUSH_DURING_SYNC_LOST(
      "A notification that arrives while its calendar is being read is lost, and all looks well.",
      "",
      "KeepSoftwareSimple/compass-calendar/pull/2791"),

  NO_SIGN_OF_HEALTH(
      "Nothing says when a calendar was last read, or that it no longer is.",
      "",
      "ridafkih/keeper.sh/issues/978",
      "sandydargoport/prism/pull/370",
      "ulsklyc/yuvomi/issues/820",
      "leits/MeetingBar/issues/365",
      "imuniqueshiv/MeetOnMemory/issues/2053"),

  OWN_WRITES_COME_BACK(
      "Own writes come back as changes: duplicates, or a loop.",
      "",
      "odoo/odoo/pull/217949",
      "odoo/odoo/pull/215449",
      "KeepSoftwareSimple/compass-calendar/issues/621",
      "KeepSoftwareSimple/compass-calendar/issues/313"),

  GUESTS_ARE_MAILED(
      "Guests get invitations again because something synced.",
      "",
      "odoo/odoo/pull/270432",
      "odoo/odoo/pull/113558"),

  WIPED_WITH_THE_GRANT(
      "A refused grant wipes what was synced, or a passing failure is taken for a revocation.",
      "",
      "KeepSoftwareSimple/compass-calendar/pull/2059",
      "KeepSoftwareSimple/compass-calendar/issues/1822"),

  REPLACED_NOT_MERGED(
      "What is new replaces what is held instead of being merged into it: stale availability, double bookings.",
      "",
      "calcom/cal.diy/pull/22508",
      "calcom/cal.diy/issues/8376"),

  UNWATCHABLE_SHOWN_BROKEN(
      "Calendars of holidays and birthdays, which Google lets nobody watch, are shown as broken.",
      "",
      "KeepSoftwareSimple/compass-calendar/pull/2111",
      "webhookdb/webhookdb/pull/742",
      "2witstudios/PageSpace/pull/488"),

  QUOTA_STORM(
      "A rate limit is answered with more calls.",
      "",
      "KeepSoftwareSimple/compass-calendar/issues/335",
      "inovex/CalendarSync/issues/280",
      "alextselegidis/easyappointments/issues/995"),

  POLLING_TOO_SLOW(
      "Changes come only with the next poll, minutes later.",
      "",
      "home-assistant/core/issues/44145",
      "home-assistant/core/issues/57128",
      "twentyhq/twenty/issues/4014",
      "activepieces/activepieces/issues/68"),

  PUSH_MISUNDERSTOOD(
      "Genuine notifications set nothing off, as something was expected of them that Google does not send.",
      "",
      "activepieces/activepieces/pull/13425"),

  CURSOR_SKIPS(
      "Events are skipped by a mistake with the cursor.",
      "",
      "apache/camel/pull/25352",
      "dotnetfactory/fluid-calendar/issues/168"),

  TOKEN_OF_ANOTHER(
      "Two readers of a calendar race, or share a sync token that belongs to one of them.",
      "",
      "webhookdb/webhookdb/pull/735",
      "webhookdb/webhookdb/issues/806",
      "2witstudios/PageSpace/pull/491"),

  PUSH_BEFORE_ITS_ROW(
      "The first notification comes before its channel is stored, and channels are left that nobody knows.",
      "",
      "webhookdb/webhookdb/pull/583",
      "webhookdb/webhookdb/pull/603"),

  GHOSTS_OF_SERIES(
      "Changed instances get lost, and ghosts remain when an event becomes a series or a series is split.",
      "",
      "nextcloud/integration_google/pull/281",
      "webhookdb/webhookdb/pull/722",
      "phw198/OutlookGoogleCalendarSync/issues/2123",
      "odoo/odoo/pull/66080"),

  TOKENS_IN_PLAIN_TEXT(
      "OAuth tokens are stored in plain text.",
      "",
      "ridafkih/keeper.sh/issues/555",
      "KeepSoftwareSimple/compass-calendar/pull/3368",
      "urlaubsverwaltung/urlaubsverwaltung/pull/6316"),

  ONE_WAY_OR_ONE_ACCOUNT(
      "Import once only, one way only, one account or the primary calendar only.",
      "",
      "nextcloud/integration_google/issues/77",
      "nextcloud/integration_google/issues/109",
      "KeepSoftwareSimple/compass-calendar/issues/553",
      "calcom/cal.diy/issues/20130"),

  PAGE_NOT_UPDATED(
      "The server has the change and the open page does not show it.",
      "",
      "KeepSoftwareSimple/compass-calendar/issues/1496",
      "KeepSoftwareSimple/compass-calendar/issues/1190"),

  EXPIRY_IN_WRONG_UNIT(
      "A channel's expiration, a time in milliseconds, is read as a duration.",
      "",
      "dotnetfactory/fluid-calendar/issues/195"),

  DELIVERIES_UNMEASURED(
      "No metric shows which notifications arrive.", "", "twentyhq/twenty/pull/22853"),

  OFF_BY_A_DAY(
      "All-day events or instances across a change of the clocks are a day or an hour off.",
      "",
      "davepar/gcalendarsync/issues/72"),

  SET_UP_IS_GUESSWORK(
      "Setting up is guesswork (domain, tunnel, consent), and without a public address nothing works.",
      "",
      "memrynote/memry/issues/284",
      "sandydargoport/prism/pull/285"),

  CHANGE_NEVER_PASSED_ON(
      "An event moved or cancelled at Google never reaches the application behind.",
      "",
      "calcom/cal.diy/issues/12206",
      "calcom/cal.diy/issues/16872",
      "calcom/cal.diy/issues/11860"),

  SWEEP_FOR_EVERY_CHANGE(
      "One change costs a sweep of the whole calendar.", "", "macro-inc/macro/pull/5202"),

  VANISHES_DURING_RESYNC(
      "Events vanish for a while as a resync deletes first and reads then.",
      "",
      "ridafkih/keeper.sh/pull/199"),

  NOTHING_TO_TEST_AGAINST(
      "Nobody can develop or test without the real Google.",
      "",
      "KeepSoftwareSimple/compass-calendar/issues/1512",
      "NikolayS/samograph/issues/240");

  private final String text;
  private final String missing;
  private final String threads;

  Complaint(String text, String missing, String... threads) {
    this.text = text;
    this.missing = missing;
    this.threads = String.join(" ", threads);
  }

  public String text() {
    return text;
  }

  /** What we do not do about it yet; empty: nothing that we know of. */
  public String missing() {
    return missing;
  }

  /** Where people tell of it: paths at github.com. */
  public List<String> threads() {
    return List.of(threads.split(" ", -1));
  }
}
