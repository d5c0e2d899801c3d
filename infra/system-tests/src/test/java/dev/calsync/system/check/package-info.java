/**
 * The independent checker: what Google has, beside what every other place has. It reads with JDBC,
 * a plain consumer and HTTP, and knows no code of the product.
 */
@NullMarked
package dev.calsync.system.check;

import org.jspecify.annotations.NullMarked;
