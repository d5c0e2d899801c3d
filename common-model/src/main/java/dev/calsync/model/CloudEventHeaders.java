package dev.calsync.model;

/**
 * Header names of {@code calendar.changes}: CloudEvents 1.0 in binary content mode, Kafka protocol
 * binding, with our extensions.
 */
public final class CloudEventHeaders {
  public static final String SPEC_VERSION = "ce_specversion";

  /** {@code calendarId:seq}; the same id always has the same bytes. */
  public static final String ID = "ce_id";

  /** One of {@link ChangeType#ceType()}. */
  public static final String TYPE = "ce_type";

  /** {@code /calendars/{calendarId}}. */
  public static final String SOURCE = "ce_source";

  /** The event's id; absent on markers. */
  public static final String SUBJECT = "ce_subject";

  public static final String TIME = "ce_time";
  public static final String CONTENT_TYPE = "content-type";

  /** Dense per calendar, from 1. */
  public static final String SEQ = "ce_seq";

  public static final String USER_ID = "ce_userid";

  /** Dense per user, from 1; the id of the event stream. */
  public static final String FEED_SEQ = "ce_feedseq";

  /** One of {@link Origin#published()}. */
  public static final String ORIGIN = "ce_origin";

  /** The command that caused it, where one did. */
  public static final String COMMAND_ID = "ce_commandid";

  /**
   * Always {@link #UNTRUSTED}: anybody who can send an invitation has written texts of the data.
   * Name from CloudEvents' data classification extension.
   */
  public static final String DATA_CLASSIFICATION = "ce_dataclassification";

  public static final String UNTRUSTED = "untrusted";

  /** W3C Trace Context, from the webhook to the browser. */
  public static final String TRACEPARENT = "traceparent";

  private CloudEventHeaders() {}
}
