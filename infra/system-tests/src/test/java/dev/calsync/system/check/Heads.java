package dev.calsync.system.check;

import java.util.Map;

/** How far the database says that it has numbered and published. */
public record Heads(
    Map<String, Long> numbered, Map<String, Long> published, Map<String, Long> feeds) {}
