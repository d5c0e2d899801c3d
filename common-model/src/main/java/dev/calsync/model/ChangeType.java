package dev.calsync.model;

/** What a record on {@code calendar.changes} tells; {@link #ceType} is its CloudEvents type. */
public enum ChangeType {
  EVENT_CREATED("calsync.event.created.v1"),
  EVENT_UPDATED("calsync.event.updated.v1"),
  EVENT_DELETED("calsync.event.deleted.v1"),
  RESYNC_STARTED("calsync.resync.started.v1"),
  RESYNC_COMPLETED("calsync.resync.completed.v1"),
  COMMAND_APPLIED("calsync.command.applied.v1"),
  COMMAND_REJECTED("calsync.command.rejected.v1");

  private final String ceType;

  ChangeType(String ceType) {
    this.ceType = ceType;
  }

  /** The published name, as in the header {@code ce_type}, the change log and the feed. */
  public String ceType() {
    return ceType;
  }

  /** Whether it tells how an event stands. */
  public boolean isAboutAnEvent() {
    return switch (this) {
      case EVENT_CREATED, EVENT_UPDATED, EVENT_DELETED -> true;
      case RESYNC_STARTED, RESYNC_COMPLETED, COMMAND_APPLIED, COMMAND_REJECTED -> false;
    };
  }

  /** The type with this published name. */
  public static ChangeType of(String ceType) {
    for (ChangeType type : values()) {
      if (type.ceType.equals(ceType)) {
        return type;
      }
    }
    throw new IllegalArgumentException("change type: '" + ceType + "'");
  }
}
