package dev.calsync.sync.google;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Splits an answer of {@code events.list} into its items by brackets and quotes alone, one at a
 * time. What is inside an item is read by {@link Admission}: so one that cannot be read, or is
 * larger than anything we keep, costs neither the page nor the heap.
 */
final class PageReader {
  /** More than any token of Google's. */
  private static final int LONGEST_TOKEN = 8_192;

  private static final byte[] ID = ascii("\"id\"");
  private static final byte[] STATUS = ascii("\"status\"");
  private static final byte[] CANCELLED = ascii("\"cancelled\"");
  private static final byte[] SERIES = ascii("\"recurringEventId\"");

  private final Octets in;
  private final Kept item;
  private final Kept itemId = new Kept(LONGEST_TOKEN);
  private final Kept itemStatus = new Kept(LONGEST_TOKEN);
  private final Kept itemSeries = new Kept(LONGEST_TOKEN);
  private final Kept member = new Kept(LONGEST_TOKEN);
  private long parts;
  private @Nullable String nextPageToken;
  private @Nullable String nextSyncToken;

  private PageReader(InputStream in, int itemBytes) {
    this.in = new Octets(in);
    this.item = new Kept(itemBytes);
  }

  /**
   * Reads to the end.
   *
   * @param itemBytes how much of an item is kept
   * @param items takes each item; its bytes are overwritten by the next
   * @throws IOException when this is no page, or the way to it broke
   */
  static Tokens read(InputStream in, int itemBytes, int mostItems, RawItem.Taker items)
      throws IOException {
    return new PageReader(in, itemBytes).page(mostItems, items);
  }

  private Tokens page(int mostItems, RawItem.Taker items) throws IOException {
    expect('{');
    if (in.peek() == '}') {
      in.skip();
    } else {
      do {
        member(mostItems, items);
      } while (more('}'));
    }
    if (in.peek() >= 0) {
      throw broken();
    }
    return new Tokens(nextPageToken, nextSyncToken);
  }

  private void member(int mostItems, RawItem.Taker items) throws IOException {
    String name = text();
    expect(':');
    if (name.equals("items") && in.peek() == '[') {
      elements(mostItems, items);
    } else {
      member.clear();
      value(member);
      keep(name);
    }
  }

  private void elements(int mostItems, RawItem.Taker items) throws IOException {
    expect('[');
    if (in.peek() == ']') {
      in.skip();
      return;
    }
    int count = 0;
    do {
      if (++count > mostItems) {
        throw new IOException("a page of more than " + mostItems + " events");
      }
      item.clear();
      itemId.clear();
      itemStatus.clear();
      itemSeries.clear();
      parts = 0;
      value(item);
      items.take(
          new RawItem(
              item.bytes,
              item.length,
              item.size,
              parts,
              itemId.text(),
              itemSeries.text(),
              itemStatus.says(CANCELLED)));
    } while (more(']'));
  }

  private void keep(String name) throws IOException {
    switch (name) {
      case "nextPageToken" -> nextPageToken = token();
      case "nextSyncToken" -> nextSyncToken = token();
      default -> {}
    }
  }

  private @Nullable String token() throws IOException {
    String text = member.size == 4 && member.bytes[0] == 'n' ? "" : parsed();
    return text.isBlank() ? null : text;
  }

  private String text() throws IOException {
    if (in.peek() != '"') {
      throw broken();
    }
    member.clear();
    value(member);
    return parsed();
  }

  private String parsed() throws IOException {
    if (member.size > LONGEST_TOKEN) {
      throw new IOException("a page with a name or token of " + member.size + " bytes");
    }
    try {
      return Admission.JSON.readValue(member.bytes, 0, member.length, String.class);
    } catch (JacksonException _) {
      throw broken();
    }
  }

  /** One value of whatever kind, copied as it stands. */
  private void value(Kept into) throws IOException {
    int first = in.peek();
    if (first == '"') {
      string(into, null);
    } else if (first == '{' || first == '[') {
      nested(into);
    } else {
      scalar(into);
    }
  }

  /** An object or an array; of an item's own members some are kept, wherever they stand. */
  private void nested(Kept into) throws IOException {
    boolean object = in.current() == '{' && into == item;
    long depth = 0;
    boolean name = false;
    @Nullable Kept told = null;
    do {
      int c = in.current();
      if (c == '"') {
        Kept also = object && depth == 1 ? (name ? member : told) : null;
        told = string(into, also) && name ? ofItem() : null;
        name = false;
        continue;
      }
      into.add(in.take());
      parts += c == ',' || c == '{' || c == '[' ? 1 : 0;
      if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      }
      if (c > ' ') {
        name = depth == 1 && (c == '{' || c == ',');
      }
    } while (depth > 0);
  }

  /** Where the value of the member goes whose name was just read; null: nowhere. */
  private @Nullable Kept ofItem() {
    if (member.says(ID)) {
      return itemId;
    }
    if (member.says(STATUS)) {
      return itemStatus;
    }
    return member.says(SERIES) ? itemSeries : null;
  }

  /** Whether it was kept in {@code also}. */
  private boolean string(Kept into, @Nullable Kept also) throws IOException {
    if (also != null) {
      also.clear();
    }
    boolean escaped = false;
    int quotes = 0;
    while (quotes < 2) {
      byte c = in.take();
      into.add(c);
      if (also != null) {
        also.add(c);
      }
      if (escaped) {
        escaped = false;
      } else if (c == '\\') {
        escaped = true;
      } else if (c == '"') {
        quotes++;
      }
    }
    return also != null;
  }

  private void scalar(Kept into) throws IOException {
    int c = in.current();
    while (c > ' ' && c != ',' && c != '}' && c != ']') {
      into.add(in.take());
      c = in.current();
    }
    if (into.size == 0) {
      throw broken();
    }
  }

  private boolean more(char closing) throws IOException {
    int c = in.peek();
    in.skip();
    if (c != ',' && c != closing) {
      throw broken();
    }
    return c == ',';
  }

  private void expect(char wanted) throws IOException {
    if (in.peek() != wanted) {
      throw broken();
    }
    in.skip();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static IOException broken() {
    return new IOException("an answer that is no page of events");
  }

  /** Where the reading goes on. */
  record Tokens(@Nullable String nextPageToken, @Nullable String nextSyncToken) {}
}
