/** What the services say to each other: ids, messages, topics and the signed channel token. */
@NullMarked
package dev.calsync.model;

import org.jspecify.annotations.NullMarked;
