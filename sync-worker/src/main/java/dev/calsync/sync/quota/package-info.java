/** How often the fleet may ask Google: one budget for the project, one for each account. */
@NullMarked
package dev.calsync.sync.quota;

import org.jspecify.annotations.NullMarked;
