/** What is in the mirror: calendars with their health, and events as instances or as held. */
@NullMarked
package dev.calsync.notifier.view;

import org.jspecify.annotations.NullMarked;
