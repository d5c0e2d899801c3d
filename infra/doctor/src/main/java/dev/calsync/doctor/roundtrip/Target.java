package dev.calsync.doctor.roundtrip;

import java.util.UUID;

/**
 * A calendar that a change could be made in.
 *
 * @param email its account's
 * @param writable whether the account may change events in it
 * @param synced whether a worker has read it once
 * @param pushed whether a confirmed channel is open for it
 */
record Target(
    UUID calendar,
    UUID account,
    String googleId,
    String email,
    String accountState,
    boolean writable,
    boolean synced,
    boolean pushed) {}
