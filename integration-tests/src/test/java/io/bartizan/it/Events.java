package io.bartizan.it;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An identity provider that tells of its accounts, and somebody who would like to. */
final class Events {

  private static final String LOGOUT = "http://schemas.openid.net/event/backchannel-logout";

  private final int port;
  private final Tokens provider;
  private final Tokens forger;

  /** Sends to a port of this machine; the paths are /events and /logout. */
  Events(int port, Tokens provider, Tokens forger) {
    this.port = port;
    this.provider = provider;
    this.forger = forger;
  }

  /** A security event token of this moment, with a subject of a format. */
  String of(String type, String format, String subject) throws Exception {
    return provider.statement("secevent+jwt", event(type, format, subject));
  }

  /** A logout token. */
  String logout(String subject) throws Exception {
    return provider.statement("logout+jwt", ended(subject));
  }

  /** The same by another key; a logout token if there is no type. */
  String forged(String type, String subject) throws Exception {
    return type.isEmpty()
        ? forger.statement("logout+jwt", ended(subject))
        : forger.statement("secevent+jwt", event(type, "iss_sub", subject));
  }

  private static Map<String, Object> event(String type, String format, String subject) {
    Map<String, Object> whom = new HashMap<>();
    whom.put("format", format);
    whom.put(format.equals("email") ? "email" : "sub", subject);
    if (format.equals("iss_sub")) {
      whom.put("iss", Tokens.ISSUER);
    }
    long now = Instant.now().getEpochSecond();
    return Map.of("sub_id", whom, "events", Map.of(type, Map.of("event_timestamp", now)));
  }

  private static Map<String, Object> ended(String subject) {
    long until = Instant.now().getEpochSecond() + 60;
    return Map.of("sub", subject, "exp", until, "events", Map.of(LOGOUT, Map.of()));
  }

  Raw.Reply push(String token) throws IOException {
    return post("/events", "application/secevent+jwt", token);
  }

  Raw.Reply logOut(String token) throws IOException {
    return post("/logout", "application/x-www-form-urlencoded", "logout_token=" + token);
  }

  private Raw.Reply post(String path, String type, String body) throws IOException {
    String head = "POST " + path + " HTTP/1.1\r\nHost: receiver\r\nContent-Type: " + type;
    String whole = head + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    return Raw.send(port, whole, 20_000);
  }

  /** Who logs in during the second of an event has to do so once more. */
  void awaitNextSecond() throws InterruptedException {
    long second = Instant.now().getEpochSecond();
    while (Instant.now().getEpochSecond() <= second) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
