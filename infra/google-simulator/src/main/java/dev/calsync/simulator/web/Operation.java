package dev.calsync.simulator.web;

import dev.calsync.simulator.oauth.Scope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A method of one of Google's APIs: its name for faults and counts, and what a caller needs. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Operation {
  String value();

  Scope[] needs() default {};
}
