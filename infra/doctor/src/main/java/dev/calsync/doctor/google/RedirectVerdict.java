package dev.calsync.doctor.google;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Doubtful;
import dev.calsync.doctor.check.Finding.Fine;
import java.util.List;

/** Whether people who sign in would come back. */
final class RedirectVerdict {
  private RedirectVerdict() {}

  static List<Finding> of(String redirectUri, SignInPage page) {
    return List.of(
        switch (page) {
          case SignInPage.Shown _, SignInPage.SentBack _ ->
              new Fine("Google sends people back to " + redirectUri);
          case SignInPage.Blocked(var error) -> blocked(redirectUri, error);
          case SignInPage.Unclear(var what) ->
              new Doubtful(
                  "redirect-unclear",
                  "Google's sign-in page gives "
                      + what
                      + ": whether it would send people back"
                      + " cannot be told",
                  "open CALSYNC_PUBLIC_URL in a browser and sign in");
        });
  }

  private static Finding blocked(String redirectUri, String error) {
    return error.equals("redirect_uri_mismatch")
        ? new Broken(
            "redirect-not-registered",
            "Google does not send people back to " + redirectUri,
            "add exactly "
                + redirectUri
                + " to the client's authorized redirect URIs at"
                + " https://console.cloud.google.com/auth/clients, or correct CALSYNC_PUBLIC_URL")
        : new Broken(
            "sign-in-blocked",
            "Google lets nobody sign in: " + error,
            "look up " + error + " at https://console.cloud.google.com/auth/audience");
  }
}
