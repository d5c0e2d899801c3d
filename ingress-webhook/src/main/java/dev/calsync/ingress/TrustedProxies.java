package dev.calsync.ingress;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says who called. X-Forwarded-For is believed only as far as it was written by proxies we trust:
 * read from the right, the first address that is not one of them is the source.
 */
final class TrustedProxies {
  private final List<Network> networks;

  /**
   * @param networks such as {@code 10.0.0.0/8} or {@code ::1}
   */
  TrustedProxies(List<String> networks) {
    this.networks = networks.stream().map(Network::parse).toList();
  }

  /**
   * The source of a call: an IPv4 address, or the /64 network of an IPv6 one, for whoever has one
   * such address has all of them.
   *
   * @param peer who is at the other end of the connection
   * @param forwardedFor the values of X-Forwarded-For, as they came
   */
  String source(String peer, List<String> forwardedFor) {
    InetAddress source = address(peer);
    if (source == null) {
      return peer;
    }
    String[] hops = String.join(",", forwardedFor).split(",", -1);
    for (int hop = hops.length - 1; hop >= 0 && isTrusted(source); hop--) {
      InetAddress next = address(hops[hop].strip());
      if (next == null) {
        break;
      }
      source = next;
    }
    byte[] bytes = source.getAddress();
    return bytes.length == 4
        ? source.getHostAddress()
        : Arrays.toString(Arrays.copyOf(bytes, Long.BYTES));
  }

  private boolean isTrusted(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  /** Never asks a name server. */
  private static @Nullable InetAddress address(String literal) {
    try {
      return InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /** All addresses that begin with the same bits. */
  private record Network(InetAddress first, int prefix) {
    static Network parse(String text) {
      String[] parts = text.strip().split("/", 2);
      InetAddress first = address(parts[0]);
      if (first != null) {
        int bits = first.getAddress().length * Byte.SIZE;
        if (parts.length == 1) {
          return new Network(first, bits);
        }
        if (parts[1].matches("[0-9]{1,3}") && Integer.parseInt(parts[1]) <= bits) {
          return new Network(first, Integer.parseInt(parts[1]));
        }
      }
      throw new IllegalArgumentException(
          "'" + text + "' (expected: a network such as 10.0.0.0/8 or ::1)");
    }

    boolean contains(InetAddress other) {
      byte[] own = first.getAddress();
      byte[] its = other.getAddress();
      int unlike = own.length * Byte.SIZE - prefix;
      return its.length == own.length
          && new BigInteger(1, own)
              .shiftRight(unlike)
              .equals(new BigInteger(1, its).shiftRight(unlike));
    }
  }
}
