package dev.calsync.testsupport.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes an answer apart, byte by byte: its head, then messages as the HTML standard says. */
final class StreamParser {
  private final Listener listener;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(0);
  private boolean inHead = true;
  private boolean first = true;
  private @Nullable String id;
  private String event = "";
  private final StringBuilder data = new StringBuilder(0);

  StreamParser(Listener listener) {
    this.listener = listener;
  }

  void take(byte[] bytes, int length) {
    int begin = 0;
    for (int at = 0; at < length; at++) {
      if (bytes[at] == '\n') {
        line.write(bytes, begin, at - begin);
        begin = at + 1;
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        line(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
      }
    }
    line.write(bytes, begin, length - begin);
  }

  private void line(String text) {
    if (first) {
      first = false;
      listener.answered(Integer.parseInt(text.split(" ", 3)[1]));
    } else if (inHead) {
      inHead = !text.isEmpty();
    } else if (text.isEmpty()) {
      dispatch();
    } else {
      field(text);
    }
  }

  private void field(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    if (value.startsWith(" ")) {
      value = value.substring(1);
    }
    switch (name) {
      case "id" -> id = value;
      case "event" -> event = value;
      case "data" -> data.append(value).append('\n');
      case "retry" -> listener.comeBackAfter(Duration.ofMillis(Long.parseLong(value)));
      default -> {} // a comment, or what the standard says to ignore
    }
  }

  private void dispatch() {
    if (id != null || !data.isEmpty()) {
      String text = data.isEmpty() ? "" : data.substring(0, data.length() - 1);
      listener.told(new Message(id, event.isEmpty() ? "message" : event, text));
    }
    id = null;
    event = "";
    data.setLength(0);
  }
}
