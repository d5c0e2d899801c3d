package dev.calsync.simulator.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a simulated Google: tests, constructors and life-cycle methods may take a
 * {@link dev.calsync.simulator.GoogleSimulator} as a parameter. Classes with the same properties
 * share one; before each test everything in it begins anew, chance and clock included. So such
 * tests do not run beside one another.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GoogleSimulatorExtension.class)
public @interface GoogleSimulator {
  /** People who are there at the beginning of each test, by their addresses. */
  String[] users() default {};

  /** Settings as on the command line, {@code google-simulator.push.first-retry=20ms}. */
  String[] properties() default {};

  /** What all chance is drawn from in each test. */
  long seed() default 20260302;
}
