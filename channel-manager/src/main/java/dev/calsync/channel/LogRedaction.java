package dev.calsync.channel;

import dev.calsync.model.Redaction;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.json.JsonWriter.ValueProcessor;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/** No secret gets into the log, not even with the text of somebody else. */
final class LogRedaction implements StructuredLoggingJsonMembersCustomizer<Object> {
  @Override
  public void customize(Members<Object> line) {
    line.applyingValueProcessor(
        ValueProcessor.of(String.class, text -> text == null ? null : Redaction.of(text)));
  }
}
