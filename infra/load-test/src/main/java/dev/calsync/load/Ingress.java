package dev.calsync.load;

import java.net.URI;

/** A running ingress, and where Google finds it. */
record Ingress(Program program, int port) implements AutoCloseable {
  Webhook webhook() {
    return new Webhook(URI.create("http://localhost:" + port + "/api/calendar/webhook"));
  }

  @Override
  public void close() {
    program.close();
  }
}
