package dev.calsync.system.check;

/** A calendar as one account sees it: our id of it, and how to ask Google for it. */
public record Subject(String calendar, String user, String email, String googleCalendar) {}
