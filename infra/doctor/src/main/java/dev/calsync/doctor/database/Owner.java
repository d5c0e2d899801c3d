package dev.calsync.doctor.database;

/** The database of the services, and the role that they come as. */
record Owner(String database, String role) {}
