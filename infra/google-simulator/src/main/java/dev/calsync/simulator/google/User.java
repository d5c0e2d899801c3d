package dev.calsync.simulator.google;

/** A person with a Google account. */
public record User(String sub, String email, String name) {}
