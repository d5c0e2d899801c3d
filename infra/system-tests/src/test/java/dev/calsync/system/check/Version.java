package dev.calsync.system.check;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An event as one place holds it: every field, unknown ones included. */
record Version(JsonNode resource) {
  private static final JsonMapper JSON = JsonMapper.shared();

  static Version of(String json) {
    return new Version(JSON.readTree(json));
  }

  boolean isCancelled() {
    return resource.path("status").asString("").equals("cancelled");
  }

  /** The etag, and the title where there is one. */
  @Override
  public String toString() {
    return resource.path("etag").asString("no etag")
        + " '"
        + resource.path("summary").asString("")
        + "'";
  }
}
