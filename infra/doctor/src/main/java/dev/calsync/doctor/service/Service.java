package dev.calsync.doctor.service;

import dev.calsync.doctor.check.Finding;
import dev.calsync.doctor.check.Finding.Broken;
import dev.calsync.doctor.check.Finding.Fine;
import dev.calsync.doctor.http.Answer;
import dev.calsync.doctor.http.Answer.Answered;
import dev.calsync.doctor.http.Answer.Silent;
import dev.calsync.doctor.http.Http;
import java.util.ArrayList;
import java.util.List;

/** Asks services for their health at the addresses of their management ports. */
public final class Service {
  private static final String READINESS = "/actuator/health/readiness";

  private Service() {}

  /** Whether each of them is ready. */
  public static List<Finding> health(Http http, List<String> urls) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (String url : urls) {
      String address = url.replaceFirst("/+$", "") + READINESS;
      findings.add(judge(address, http.get(address)));
    }
    return findings;
  }

  private static Finding judge(String address, Answer answer) {
    return switch (answer) {
      case Silent(var cause, _) ->
          new Broken(
              "service-down",
              address + ": " + cause.words(),
              "start the service behind it, or give --management=<its management address>");
      case Answered answered when answered.status() == 200 -> new Fine(address + ": ready");
      case Answered answered when answered.status() == 503 ->
          new Broken(
              "service-not-ready",
              address + " answers 503: it runs, and what it needs does not",
              "see the checks kafka and database, then the log of that service");
      case Answered answered ->
          new Broken(
              "not-a-management-port",
              "%s answers %d".formatted(address, answered.status()),
              "give the management ports: ingress-webhook 9081, sync-worker 8082, channel-manager"
                  + " 9083, notifier 9084");
    };
  }
}
