package dev.calsync.model;

/** Google's opaque cursor: everything up to it is in the mirror. */
public record SyncToken(String value) {
  public SyncToken {
    if (value.isBlank()) {
      throw new IllegalArgumentException("sync token: blank");
    }
  }
}
