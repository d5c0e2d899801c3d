package dev.calsync.testsupport.stream;

import org.jspecify.annotations.Nullable;

/**
 * A message as it was sent.
 *
 * @param id null where it brought none of its own
 * @param event {@code message} where it named none
 * @param data empty where only the number was told
 */
public record Message(@Nullable String id, String event, String data) {}
