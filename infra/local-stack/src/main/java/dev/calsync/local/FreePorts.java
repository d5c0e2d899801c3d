package dev.calsync.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.TreeMap;

/** Asks for every port before anything starts, so that the answer is one line. */
final class FreePorts {
  private FreePorts() {}

  static void require(LocalSettings settings) {
    Map<Integer, Port> wanted = new TreeMap<>();
    for (Port port : Port.values()) {
      if (settings.parts().contains(port.part())) {
        int number = settings.port(port);
        Port other = wanted.put(number, port);
        if (other != null) {
          throw new CannotStart(
              "port %d is wanted twice: %s and %s"
                  .formatted(number, other.setting(), port.setting()));
        }
      }
    }
    wanted.forEach(FreePorts::requireFree);
  }

  private static void requireFree(int number, Port port) {
    if (!free(number)) {
      throw new CannotStart(
          "port %d (%s) is taken; free it, or choose another: %s"
              .formatted(number, port.title(), Lookup.environmentName(port.setting())));
    }
  }

  static boolean free(int number) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
