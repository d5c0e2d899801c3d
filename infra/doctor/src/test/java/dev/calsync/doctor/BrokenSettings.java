package dev.calsync.doctor;

import static dev.calsync.doctor.BrokenSetUp.fails;
import static dev.calsync.doctor.BrokenSetUp.warns;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** Set-ups whose settings are wrong, or lead to the wrong Google. */
final class BrokenSettings {
  private static final String NOBODY = "http://localhost:1";

  private BrokenSettings() {}

  static Stream<BrokenSetUp> all() {
    return Stream.of(
        fails(
            "a setting whose name is misspelt",
            setUp -> setUp.set("CALSYNC_SYNC_POLL_WATCHD", "1h"),
            "settings-names",
            "setting-misspelt",
            "CALSYNC_SYNC_POLL_WATCHED=<"),
        warns(
            "a setting that is none of ours",
            setUp -> setUp.set("CALSYNC_WEBHOOK", "https://calsync.example.com"),
            "settings-names",
            "setting-unknown",
            "unset CALSYNC_WEBHOOK"),
        fails(
            "no client id",
            setUp -> setUp.unset("CALSYNC_GOOGLE_CLIENT_ID"),
            "settings-google",
            "setting-missing",
            "CALSYNC_GOOGLE_CLIENT_ID="),
        fails(
            "a client secret in quotation marks",
            setUp -> setUp.set("CALSYNC_GOOGLE_CLIENT_SECRET", "\"calsync-local-secret\""),
            "settings-google",
            "setting-malformed",
            "CALSYNC_GOOGLE_CLIENT_SECRET="),
        fails(
            "a webhook over plain http",
            setUp -> setUp.set("CALSYNC_WEBHOOK_URL", "http://calsync.example.com"),
            "settings-addresses",
            "address-in-the-open",
            "CALSYNC_WEBHOOK_URL=https://calsync.example.com"),
        warns(
            "no webhook at all",
            setUp -> setUp.unset("CALSYNC_WEBHOOK_URL"),
            "settings-addresses",
            "no-webhook-url",
            "CALSYNC_WEBHOOK_URL=https://"),
        fails(
            "channel token keys that are too short",
            setUp -> setUp.set("CALSYNC_CHANNEL_TOKEN_KEYS", "one:c2hvcnQ="),
            "settings-addresses",
            "setting-malformed",
            "CALSYNC_CHANNEL_TOKEN_KEYS=<id>:"),
        fails(
            "a database address that is none",
            setUp -> setUp.set("SPRING_DATASOURCE_URL", "postgres://localhost/calsync"),
            "settings-database",
            "setting-malformed",
            "SPRING_DATASOURCE_URL=jdbc:postgresql://"),
        fails(
            "a broker without a port",
            setUp -> setUp.set("SPRING_KAFKA_BOOTSTRAP_SERVERS", "kafka"),
            "settings-kafka",
            "setting-malformed",
            "SPRING_KAFKA_BOOTSTRAP_SERVERS=<host>:9092"),
        fails(
            "a poll interval that is none",
            setUp -> setUp.set("CALSYNC_SYNC_POLL_WATCHED", "often"),
            "settings-numbers",
            "setting-malformed",
            "CALSYNC_SYNC_POLL_WATCHED="),
        warns(
            "a clock that is ten seconds ahead",
            setUp -> setUp.clockAhead(Duration.ofSeconds(10)),
            "clock",
            "clock-off",
            "timedatectl set-ntp true"),
        fails(
            "a clock that is five minutes behind",
            setUp -> setUp.clockAhead(Duration.ofMinutes(-5)),
            "clock",
            "clock-wrong",
            "timedatectl set-ntp true"),
        fails(
            "a Google that nobody answers for",
            setUp -> setUp.set("CALSYNC_GOOGLE_ISSUER_URL", NOBODY),
            "google",
            "google-unreachable",
            "CALSYNC_GOOGLE_ISSUER_URL=https://accounts.google.com"),
        fails(
            "an issuer that is somebody's web site",
            setUp ->
                setUp.leadTo("CALSYNC_GOOGLE_ISSUER_URL", Stub.answering(200, Map.of(), "Hi"), ""),
            "google",
            "no-discovery-document",
            "CALSYNC_GOOGLE_ISSUER_URL=https://accounts.google.com"),
        fails(
            "an issuer whose document speaks of another",
            setUp -> {
              String document = "/.well-known/openid-configuration";
              String text = Installation.read(setUp.google().url() + document);
              setUp.leadTo("CALSYNC_GOOGLE_ISSUER_URL", Stub.answering(200, Map.of(), text), "");
            },
            "google",
            "issuer-differs",
            "CALSYNC_GOOGLE_ISSUER_URL=http://localhost"),
        fails(
            "an API address that leads elsewhere",
            setUp ->
                setUp.leadTo("CALSYNC_GOOGLE_API_URL", Stub.answering(404, Map.of(), "?"), "/"),
            "google-api",
            "not-the-api",
            "CALSYNC_GOOGLE_API_URL=https://www.googleapis.com/"),
        fails(
            "another client's secret",
            setUp -> setUp.set("CALSYNC_GOOGLE_CLIENT_SECRET", "GOCSPX-of-another-client"),
            "client",
            "client-refused",
            "CALSYNC_GOOGLE_CLIENT_SECRET=…"),
        fails(
            "a client that was deleted",
            setUp -> Installation.delete(setUp.google().url() + "/control/clients/calsync-local"),
            "client",
            "client-deleted",
            "make a new one"),
        fails(
            "an address of ours that is not registered at Google",
            setUp -> setUp.set("CALSYNC_PUBLIC_URL", "https://calsync.example.com"),
            "redirect",
            "redirect-not-registered",
            "https://calsync.example.com/login/oauth2/code/google"));
  }
}
