package dev.calsync.ingress;

import static dev.calsync.ingress.GooglePush.CHANNEL;
import static dev.calsync.ingress.GooglePush.FIRST;
import static dev.calsync.ingress.GooglePush.genuine;
import static dev.calsync.ingress.GooglePush.key;
import static dev.calsync.ingress.GooglePush.otherChannel;
import static dev.calsync.ingress.GooglePush.token;
import static dev.calsync.ingress.GooglePush.withToken;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Calls that must not reach Kafka, named by what is wrong with them. */
record BadCall(String wrong, int status, RawRequest request) {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final List<String> REQUIRED =
      Stream.of(Push.Header.values()).map(Push.Header::field).toList();

  static Stream<BadCall> all() {
    return Stream.of(headers(), values(), tokens(), methods(), bodies(), protocol())
        .flatMap(List::stream);
  }

  private static List<BadCall> headers() {
    var calls = new ArrayList<BadCall>();
    for (String field : REQUIRED) {
      calls.add(new BadCall("no " + field, 400, genuine().without(field)));
      calls.add(new BadCall("empty " + field, 400, genuine().replacing(field, "")));
      calls.add(new BadCall(field + " twice", 400, genuine().with(field, valueOf(field))));
      calls.add(
          new BadCall(field + " too long", 400, genuine().replacing(field, "1".repeat(2049))));
      calls.add(
          new BadCall(
              field + " not ASCII", 400, genuine().replacing(field, valueOf(field) + "\u00e4")));
    }
    calls.add(
        new BadCall(
            "no header of Google's",
            400,
            new RawRequest("POST", WebhookServlet.PATH)
                .with("Host", "x")
                .with("Connection", "close")
                .with("Content-Length", "0")));
    return calls;
  }

  private static List<BadCall> values() {
    return List.of(
        badHeader("channel id that is no UUID", "X-Goog-Channel-ID", "channel-1"),
        badHeader("channel id of few digits", "X-Goog-Channel-ID", "1-1-1-1-1"),
        badHeader("channel id with a quote", "X-Goog-Channel-ID", "' or '1'='1' --"),
        badHeader("token with a space", "X-Goog-Channel-Token", "v1.a b"),
        badHeader("token of 257 characters", "X-Goog-Channel-Token", "a".repeat(257)),
        badHeader("state in capitals", "X-Goog-Resource-State", "EXISTS"),
        badHeader("state of 33 letters", "X-Goog-Resource-State", "e".repeat(33)),
        badHeader("negative message number", "X-Goog-Message-Number", "-1"),
        badHeader("message number with a point", "X-Goog-Message-Number", "1.5"),
        badHeader("message number beyond a long", "X-Goog-Message-Number", "9223372036854775808"),
        badHeader("message number in hexadecimal", "X-Goog-Message-Number", "0x10"),
        badHeader("resource id of 257 characters", "X-Goog-Resource-ID", "r".repeat(257)),
        badHeader("resource URI with a space", "X-Goog-Resource-URI", "https://x/ y"));
  }

  private static List<BadCall> tokens() {
    String good = token(FIRST, CHANNEL, WEEK);
    String[] parts = good.split("\\.", -1);
    return List.of(
        badToken("that is a guess", "letmein"),
        badToken("without a signature", good.substring(0, good.lastIndexOf('.'))),
        badToken("with an empty signature", good.substring(0, good.lastIndexOf('.') + 1)),
        badToken(
            "with another's signature", good.substring(0, good.length() - 43) + "A".repeat(43)),
        badToken("that is expired", token(FIRST, CHANNEL, Duration.ofSeconds(-5))),
        badToken("of another channel", token(FIRST, otherChannel(), WEEK)),
        badToken("signed by an unknown key", token(key("2025z", 'z'), CHANNEL, WEEK)),
        badToken(
            "signed by a stranger under a known name", token(key("2026b", 'z'), CHANNEL, WEEK)),
        badToken("signed by one key and naming another", good.replace("2026b", "2026a")),
        badToken("whose calendar was exchanged", good.replace(parts[2], otherChannel().toString())),
        badToken("whose expiry was moved", good.replace(parts[3], "99999999999")),
        badToken("of another version", "v2" + good.substring(2)),
        badToken("in capitals", good.toUpperCase(Locale.ROOT)),
        badToken("with something behind it", good + ".x"));
  }

  private static List<BadCall> methods() {
    return Stream.of("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
        .map(method ->
            new BadCall(
                "method " + method, 405, GooglePush.to(method, token(FIRST, CHANNEL, WEEK))))
        .toList();
  }

  private static List<BadCall> bodies() {
    String chunked = "800\r\n" + "x".repeat(2048) + "\r\n0\r\n\r\n";
    return List.of(
        new BadCall(
            "body of 1025 bytes",
            413,
            genuine().replacing("Content-Length", "1025").body("x".repeat(1025))),
        new BadCall(
            "body of 1 MiB",
            413,
            genuine().replacing("Content-Length", "1048576").body("x".repeat(1_048_576))),
        new BadCall(
            "body that is said to have 10 GB",
            413,
            genuine().replacing("Content-Length", "10000000000")),
        new BadCall(
            "body of 2 KiB in chunks",
            413,
            genuine().without("Content-Length").with("Transfer-Encoding", "chunked").body(chunked)),
        new BadCall(
            "body that waits to be invited",
            413,
            genuine().replacing("Content-Length", "4096").with("Expect", "100-continue")),
        new BadCall(
            "chunks that are none",
            400,
            genuine()
                .without("Content-Length")
                .with("Transfer-Encoding", "chunked")
                .body("zz\r\n")));
  }

  private static List<BadCall> protocol() {
    var many = genuine();
    for (int i = 0; i < 100; i++) {
      many.with("X-Header-" + i, "1");
    }
    var tenThousand = genuine();
    for (int i = 0; i < 10_000; i++) {
      tenThousand.with("X-Header-" + i, "1");
    }
    return List.of(
        new BadCall("header of 1 MiB", 431, genuine().with("X-Large", "x".repeat(1_048_576))),
        new BadCall(
            "token of 1 MiB",
            431,
            genuine().replacing("X-Goog-Channel-Token", "x".repeat(1_048_576))),
        new BadCall("header of 9 KiB", 431, genuine().with("X-Large", "x".repeat(9_216))),
        new BadCall("a hundred headers", 431, many),
        new BadCall("ten thousand headers", 431, tenThousand),
        new BadCall(
            "NUL in a value", 400, genuine().replacing("X-Goog-Resource-State", "exi\0sts")),
        new BadCall(
            "CR in a value",
            400,
            genuine().replacing("X-Goog-Resource-State", "exists\rX-Other: 1")),
        new BadCall("LF in a value", 400, genuine().replacing("X-Goog-Resource-ID", "a\n b")),
        new BadCall("folded value", 400, genuine().replacing("X-Goog-Resource-ID", "a\r\n b")),
        new BadCall("space before the colon", 400, genuine().line("X-Other : 1")),
        new BadCall("line without a colon", 400, genuine().line("garbage")),
        new BadCall("no Host", 400, genuine().without("Host")),
        new BadCall("two lengths", 400, genuine().with("Content-Length", "5").body("hello")),
        new BadCall("negative length", 400, genuine().replacing("Content-Length", "-1")),
        new BadCall(
            "length and chunks",
            400,
            genuine()
                .replacing("Content-Length", "5")
                .with("Transfer-Encoding", "chunked")
                .body("0\r\n\r\n")));
  }

  private static BadCall badHeader(String wrong, String field, String value) {
    return new BadCall(wrong, 400, genuine().replacing(field, value));
  }

  private static BadCall badToken(String wrong, String token) {
    return new BadCall("token " + wrong, 401, withToken(token));
  }

  private static String valueOf(String field) {
    return switch (field) {
      case "X-Goog-Channel-ID" -> CHANNEL.toString();
      case "X-Goog-Channel-Token" -> token(FIRST, CHANNEL, WEEK);
      case "X-Goog-Resource-State" -> "exists";
      default -> "1";
    };
  }

  @Override
  public String toString() {
    return wrong + " → " + status;
  }
}
