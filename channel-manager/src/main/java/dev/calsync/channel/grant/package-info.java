/** What Google granted us: refresh tokens at rest, access tokens on demand. */
@NullMarked
package dev.calsync.channel.grant;

import org.jspecify.annotations.NullMarked;
