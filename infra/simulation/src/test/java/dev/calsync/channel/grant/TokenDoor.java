package dev.calsync.channel.grant;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** The endpoint at which workers ask for access tokens, called without a server. */
public final class TokenDoor {
  private final AccessTokenController controller;

  TokenDoor(AccessTokenController controller) {
    this.controller = controller;
  }

  public ResponseEntity<?> accessToken(String account, @Nullable Long rejectedVersion) {
    return controller.accessToken(account, new AccessTokenController.Asked(rejectedVersion));
  }
}
