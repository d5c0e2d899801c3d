package dev.calsync.model;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The token that Google echoes with every push of a channel: {@code
 * v1.<keyId>.<calendarId>.<expiry>.<signature>}, the signature being HMAC-SHA256 over the channel's
 * id and all that precedes it. So a push is verified without a look-up, and a token stolen from one
 * channel is worth nothing on another.
 */
public final class ChannelToken {
  /** Google's limit for a channel's token (push guide); ours stay near half of it. */
  public static final int MAX_LENGTH = 256;

  /** The last second that the token's twelve digits can hold. */
  private static final long MAX_EXPIRY = 999_999_999_999L;

  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern SHAPE =
      Pattern.compile(
          "(v1\\.([A-Za-z0-9_-]{1,16})\\.([0-9a-f-]{36})\\.([0-9]{1,12}))\\.([A-Za-z0-9_-]{43})");

  private final List<Key> keys;

  /**
   * @param keys the first signs; all of them verify, so that a key can be replaced without losing
   *     the pushes of channels opened under the old one
   */
  public ChannelToken(List<Key> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("channel token keys: none (expected: one or two)");
    }
    this.keys = List.copyOf(keys);
  }

  /** The token for a channel that is about to be opened. */
  public String sign(ChannelId channel, CalendarId calendar, Instant expiry) {
    long seconds = expiry.getEpochSecond();
    if (seconds < 0 || seconds > MAX_EXPIRY) {
      throw new IllegalArgumentException("channel token expiry: " + expiry);
    }
    Key key = keys.getFirst();
    String claims = "v1." + key.id() + "." + calendar + "." + seconds;
    return claims + "." + signature(key, channel, claims);
  }

  /** What a token that came with a push is worth; takes the same time whatever is wrong with it. */
  public Verdict verify(ChannelId channel, String token, Instant now) {
    if (token.length() > MAX_LENGTH) {
      return new Forged();
    }
    Matcher parts = SHAPE.matcher(token);
    if (!parts.matches()) {
      return new Forged();
    }
    // Keys that are derived share one id, so there may be two to try.
    List<Key> known = keys.stream().filter(key -> key.id().equals(parts.group(2))).toList();
    boolean genuine = false;
    for (Key key : known.isEmpty() ? List.of(keys.getFirst()) : known) {
      genuine |=
          MessageDigest.isEqual(
              signature(key, channel, parts.group(1)).getBytes(StandardCharsets.US_ASCII),
              parts.group(5).getBytes(StandardCharsets.US_ASCII));
    }
    if (!genuine || known.isEmpty()) {
      return new Forged();
    }
    Instant expiry = Instant.ofEpochSecond(Long.parseLong(parts.group(4)));
    return now.isAfter(expiry) ? new Expired(expiry) : new Genuine(CalendarId.of(parts.group(3)));
  }

  private static String signature(Key key, ChannelId channel, String claims) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(hmac(key, channel + "." + claims));
  }

  private static byte[] hmac(Key key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key.secret());
      return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** What a token turned out to be. */
  public sealed interface Verdict {}

  /** We signed it, for this channel, and it still holds. */
  public record Genuine(CalendarId calendar) implements Verdict {}

  /** We signed it, for this channel, but its time is over. */
  public record Expired(Instant since) implements Verdict {}

  /** We never signed this for this channel. */
  public record Forged() implements Verdict {}

  /**
   * A signing key.
   *
   * @param id stands in the token, so that the right key is tried
   */
  public record Key(String id, SecretKeySpec secret) {
    /** Shorter keys are not what HMAC-SHA256 deserves (RFC 2104 §3). */
    public static final int MIN_SECRET_BYTES = 32;

    public Key {
      if (!id.matches("[A-Za-z0-9_-]{1,16}")) {
        throw new IllegalArgumentException(
            "channel token key id: '" + id + "' (expected: 1 to 16 of A-Z a-z 0-9 _ -)");
      }
    }

    /** A key from its secret bytes. */
    public static Key of(String id, byte[] secret) {
      if (secret.length < MIN_SECRET_BYTES) {
        throw new IllegalArgumentException(
            "channel token key '%s': %d bytes (expected: %d or more)"
                .formatted(id, secret.length, MIN_SECRET_BYTES));
      }
      return new Key(id, new SecretKeySpec(secret, ALGORITHM));
    }

    /** Reads the setting's form, {@code id:base64,id:base64}; the first key signs, all verify. */
    public static List<Key> parseAll(String setting) {
      List<Key> keys =
          Pattern.compile(",").splitAsStream(setting).map(String::strip).map(Key::parse).toList();
      if (keys.stream().map(Key::id).distinct().count() < keys.size()) {
        throw new IllegalArgumentException("channel token keys: an id stands twice");
      }
      return keys;
    }

    private static Key parse(String text) {
      int colon = text.indexOf(':');
      if (colon < 1) {
        throw new IllegalArgumentException(
            "channel token key without an id (expected: id:base64,id:base64)");
      }
      String id = text.substring(0, colon);
      byte[] secret;
      try {
        secret = Base64.getDecoder().decode(text.substring(colon + 1));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("channel token key '" + id + "': not base64", e);
      }
      return of(id, secret);
    }

    /**
     * The keys of an installation that sets none of its own. While the client's secret is replaced
     * there are two, and the channels opened under the previous one go on.
     */
    public static List<Key> derivedFrom(String clientSecret, @Nullable String previous) {
      return previous == null
          ? List.of(derivedFrom(clientSecret))
          : List.of(derivedFrom(clientSecret), derivedFrom(previous));
    }

    /** The key of an installation that sets none of its own. */
    public static Key derivedFrom(String clientSecret) {
      return of("derived", DerivedSecret.of(clientSecret, "calsync channel token v1"));
    }

    /** Names the key; never shows it. */
    @Override
    public String toString() {
      return "Key[" + id + "]";
    }
  }
}
