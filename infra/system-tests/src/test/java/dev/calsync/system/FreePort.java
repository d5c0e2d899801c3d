package dev.calsync.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that nothing listens on. They lie below those the kernel gives to clients: a program that
 * is down would else find its port taken, even by a client that connects to itself. Each JVM of
 * tests has a range of its own, so that none takes what another has only put down for a moment.
 */
final class FreePort {
  private static final int EACH = 4_000;
  private static final int FROM = 20_000 + (Fork.number() - 1) * EACH;
  private static final int TO = FROM + EACH;
  private static final int ATTEMPTS = 1_000;
  private static final Set<Integer> given = ConcurrentHashMap.newKeySet();

  private FreePort() {}

  static int next() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FROM, TO);
      if (isFree(port) && given.add(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port between " + FROM + " and " + TO);
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
