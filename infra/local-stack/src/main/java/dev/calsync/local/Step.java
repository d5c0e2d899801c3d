package dev.calsync.local;

/**
 * Something to start: what it is called, what to say of it, where it listens.
 *
 * @param start gives what stops it
 */
record Step(String name, String detail, int port, Start start) {
  /** How it starts. */
  interface Start {
    AutoCloseable run() throws Exception;
  }
}
