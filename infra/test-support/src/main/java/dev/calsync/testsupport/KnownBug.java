package dev.calsync.testsupport;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * This test fails if we have what users of other systems complain of; {@code
 * infra/docs/known-bugs.md} is made from the sources that carry it.
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
public @interface KnownBug {
  Complaint[] value();
}
