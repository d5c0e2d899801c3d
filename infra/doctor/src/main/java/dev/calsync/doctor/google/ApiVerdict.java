package dev.calsync.doctor.google;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Fine;
import dev.calsync.doctor.http.Answer;
import dev.calsync.doctor.http.Answer.Answered;
import dev.calsync.doctor.http.Answer.Silent;
import java.util.List;

/** Whether it is the Calendar API that answers: it refuses whoever shows no token, in JSON. */
final class ApiVerdict {
  private static final String FIX = "CALSYNC_GOOGLE_API_URL=https://www.googleapis.com/";

  private ApiVerdict() {}

  static List<Finding> of(String url, Answer answer) {
    return List.of(
        switch (answer) {
          case Silent(var cause, var why) ->
              new Broken(
                  "api-unreachable",
                  "%s: %s (%s)".formatted(url, cause.words(), why),
                  "let this machine reach %s over https, or set %s".formatted(url, FIX));
          case Answered answered ->
              refusesAsGoogleDoes(answered)
                  ? new Fine("the Calendar API answers at " + url)
                  : new Broken(
                      "not-the-api",
                      "%s answers %d to a call without a token, where Google answers 401"
                          .formatted(url, answered.status()),
                      FIX);
        });
  }

  private static boolean refusesAsGoogleDoes(Answered answered) {
    return (answered.status() == 401 || answered.status() == 403)
        && answered.header("content-type").orElse("").contains("json")
        && answered.body().contains("\"error\"");
  }
}
