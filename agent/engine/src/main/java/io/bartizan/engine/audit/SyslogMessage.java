package io.bartizan.engine.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.Instant;

/**
 * Records as syslog messages (RFC 5424): facility 13 (log audit), the record's own severity and
 * time, {@code bartizan} as application, the OCSF class as kind of message. The message itself is
 * the record in ASCII, so that it needs no byte order mark, which JSON must not have (RFC 8259,
 * 8.1).
 */
final class SyslogMessage {

  private static final int FACILITY = 13 * 8;
  private static final int NOTICE = 5;

  /** By OCSF's severity_id: unknown, informational, low, medium, high, critical, fatal. */
  private static final int[] SEVERITIES = {NOTICE, 6, NOTICE, 4, 3, 2, 1};

  /** RFC 5424, 6.2.4 and 6.2.6. */
  private static final int MAX_HOST = 255;

  private static final String FROM = ' ' + hostName() + " bartizan " + processId() + ' ';

  private static final byte[] TIME = ascii("\"time\":");
  private static final byte[] SEVERITY = ascii("\"severity_id\":");
  private static final byte[] CLASS = ascii("\"class_uid\":");

  private SyslogMessage() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Without asking a name server, which could hang. */
  private static String hostName() {
    String name = System.getenv("HOSTNAME");
    try {
      Path kernel = Paths.get("/proc/sys/kernel/hostname");
      if (Files.isReadable(kernel)) {
        name = new String(Files.readAllBytes(kernel), StandardCharsets.US_ASCII).trim();
      }
    } catch (IOException | RuntimeException unreadable) {
      name = System.getenv("HOSTNAME");
    }
    boolean fits = name != null && name.matches("[!-~]{1," + MAX_HOST + "}");
    return fits ? String.valueOf(name) : "-";
  }

  private static String processId() {
    try {
      String id = Files.readSymbolicLink(Paths.get("/proc/self")).toString();
      return id.matches("[0-9]{1,20}") ? id : "-";
    } catch (IOException | RuntimeException elsewhere) {
      return "-";
    }
  }

  /**
   * Appends a record as a message, without a line feed.
   *
   * @param line holds a record as {@link OcsfEncoder} writes it
   */
  static void append(byte[] line, int from, int to, ByteArrayOutputStream out) {
    long severity = number(line, from, to, SEVERITY);
    int level = severity >= 0 && severity < SEVERITIES.length ? SEVERITIES[(int) severity] : NOTICE;
    StringBuilder head = new StringBuilder(128);
    head.append('<').append(FACILITY + level).append(">1 ");
    head.append(Instant.ofEpochMilli(Math.max(0, number(line, from, to, TIME))));
    head.append(FROM).append(Math.max(0, number(line, from, to, CLASS))).append(" - ");
    byte[] before = ascii(head.toString());
    out.write(before, 0, before.length);
    int plain = from;
    while (plain < to && line[plain] >= 0) {
      plain++;
    }
    if (plain == to) {
      out.write(line, from, to - from);
      return;
    }
    String text = new String(line, from, to - from, StandardCharsets.UTF_8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        out.write(c);
      } else {
        byte[] escaped = ascii(String.format("\\u%04x", (int) c));
        out.write(escaped, 0, escaped.length);
      }
    }
  }

  /** A message of text for people, with what is not printable ASCII escaped as in JSON. */
  static byte[] of(int severity, long millis, String type, String text) {
    int level = severity >= 0 && severity < SEVERITIES.length ? SEVERITIES[severity] : NOTICE;
    StringBuilder message = new StringBuilder(text.length() + 128);
    message.append('<').append(FACILITY + level).append(">1 ").append(Instant.ofEpochMilli(millis));
    message.append(FROM).append(type).append(" - ");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7f) {
        message.append(c);
      } else {
        message.append(String.format("\\u%04x", (int) c));
      }
    }
    return ascii(message.toString());
  }

  /** The number that follows the first such member, which is ours: it stands before all others. */
  private static long number(byte[] line, int from, int to, byte[] member) {
    for (int i = from; i + member.length < to; i++) {
      int same = 0;
      while (same < member.length && line[i + same] == member[same]) {
        same++;
      }
      if (same == member.length) {
        long value = 0;
        for (int d = i + same; d < to && line[d] >= '0' && line[d] <= '9'; d++) {
          value = value * 10 + line[d] - '0';
        }
        return value;
      }
    }
    return -1;
  }
}
