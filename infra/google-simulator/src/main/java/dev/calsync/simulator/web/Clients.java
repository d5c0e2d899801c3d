package dev.calsync.simulator.web;

import dev.calsync.simulator.oauth.OAuthError;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The OAuth clients Google knows, and where they may send people back to. */
public final class Clients {
  private final Map<String, String> secrets;
  private final Set<String> deleted = ConcurrentHashMap.newKeySet();

  public Clients(Map<String, String> secrets) {
    this.secrets = Map.copyOf(secrets);
  }

  /** This client is gone from Google's console. */
  void delete(String clientId) {
    deleted.add(clientId);
  }

  /** All clients are there again. */
  void restore() {
    deleted.clear();
  }

  private void checkThere(String clientId) {
    if (deleted.contains(clientId)) {
      throw new OAuthError(401, "deleted_client", "The OAuth client was deleted.");
    }
  }

  void check(String clientId, String redirectUri) {
    checkThere(clientId);
    if (!secrets.containsKey(clientId)) {
      throw new OAuthError(401, "invalid_client", "The OAuth client was not found.");
    }
    String host = host(redirectUri);
    boolean loopback = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    if (!loopback) {
      throw new OAuthError(
          400, "redirect_uri_mismatch", "Only loopback redirect URIs are registered here.");
    }
  }

  /**
   * The client that has proven itself by header (client_secret_basic) or form (client_secret_post).
   */
  String authenticated(@Nullable String authorization, Map<String, String> form) {
    String id = form.get("client_id");
    String secret = form.get("client_secret");
    if (authorization != null && authorization.startsWith("Basic ")) {
      String[] pair = decoded(authorization.substring("Basic ".length())).split(":", 2);
      id = URLDecoder.decode(pair[0], StandardCharsets.UTF_8);
      secret = pair.length < 2 ? null : URLDecoder.decode(pair[1], StandardCharsets.UTF_8);
    }
    if (id != null) {
      checkThere(id);
    }
    String expected = id == null ? null : secrets.get(id);
    if (id == null
        || secret == null
        || expected == null
        || !MessageDigest.isEqual(bytes(secret), bytes(expected))) {
      throw new OAuthError(401, "invalid_client", "Unauthorized");
    }
    return id;
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String host(String uri) {
    try {
      String host = URI.create(uri).getHost();
      return host == null ? "" : host;
    } catch (IllegalArgumentException _) {
      return "";
    }
  }
}
