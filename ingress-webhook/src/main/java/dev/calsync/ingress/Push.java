package dev.calsync.ingress;

import dev.calsync.model.ChannelId;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What the headers of a call amount to. Google's push has headers only. */
sealed interface Push {
  /** Reads the headers; {@code values} gives all values of the header with a name. */
  static Push read(Function<String, List<String>> values) {
    for (Header header : Header.values()) {
      List<String> found = values.apply(header.field);
      if (found.isEmpty()) {
        return new Malformed(header.field + " is missing.");
      }
      if (found.size() > 1) {
        return new Malformed(header.field + " is there more than once.");
      }
      String value = found.getFirst();
      if (value.length() > header.maxLength || !header.shape.matcher(value).matches()) {
        return new Malformed(header.field + " is malformed (expected: " + header.expected + ").");
      }
    }
    Function<Header, String> value = header -> values.apply(header.field).getFirst();
    return new WellFormed(
        ChannelId.of(value.apply(Header.CHANNEL_ID)),
        value.apply(Header.CHANNEL_TOKEN),
        value.apply(Header.RESOURCE_STATE),
        Long.parseLong(value.apply(Header.MESSAGE_NUMBER)),
        value.apply(Header.RESOURCE_ID));
  }

  /**
   * Looks like Google's; whether it is, the token says.
   *
   * @param resourceState {@code sync}, {@code exists} or {@code not_exists}; a word we do not know
   *     is taken too, for it also says "look again"
   */
  record WellFormed(
      ChannelId channelId,
      String token,
      String resourceState,
      long messageNumber,
      String resourceId)
      implements Push {
    @Override
    public String toString() {
      return "WellFormed[" + channelId + " " + resourceState + " " + messageNumber + "]";
    }
  }

  /** Cannot be Google's. */
  record Malformed(String detail) implements Push {}

  /** The headers that every push of Google has, and how each must look. */
  enum Header {
    CHANNEL_ID(
        "X-Goog-Channel-ID", 36, "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", "a UUID"),
    CHANNEL_TOKEN("X-Goog-Channel-Token", 256, "[A-Za-z0-9._-]+", "1 to 256 of A-Z a-z 0-9 . _ -"),
    RESOURCE_STATE("X-Goog-Resource-State", 32, "[a-z_]+", "1 to 32 of a-z _"),
    MESSAGE_NUMBER("X-Goog-Message-Number", 18, "[0-9]+", "1 to 18 digits"),
    RESOURCE_ID("X-Goog-Resource-ID", 256, "[\\x21-\\x7E]+", "1 to 256 visible ASCII characters"),
    RESOURCE_URI(
        "X-Goog-Resource-URI", 2048, "[\\x21-\\x7E]+", "1 to 2048 visible ASCII characters");

    private final String field;
    private final int maxLength;
    private final Pattern shape;
    private final String expected;

    Header(String field, int maxLength, String shape, String expected) {
      this.field = field;
      this.maxLength = maxLength;
      this.shape = Pattern.compile(shape);
      this.expected = expected;
    }

    String field() {
      return field;
    }
  }
}
