package dev.calsync.local;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** The word {@code %part} of the log's pattern: whose line it is. */
public final class PartConverter extends ClassicConverter {
  @Override
  public String convert(ILoggingEvent event) {
    return PartLoader.partOf(Thread.currentThread().getContextClassLoader()).orElse("local-stack");
  }
}
