package dev.calsync.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Stories that no other may be told beside on the same system. A build tells them after the others,
 * two at a time, each on a system for itself: they wait more than they work.
 */
@Isolated
@Tag("alone")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Alone {
  /** Why. */
  String value();
}
