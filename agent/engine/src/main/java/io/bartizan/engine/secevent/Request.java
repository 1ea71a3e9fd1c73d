package io.bartizan.engine.secevent;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A POST to the listener (RFC 9112), read strictly and within bounds: one head, one length, one
 * body.
 */
final class Request {

  private static final int MAX_HEAD = 8 * 1024;

  /** A token is 8 KiB at most; a form may encode each octet as three. */
  private static final int MAX_BODY = 25 * 1024;

  private static final String END = "\r\n\r\n";
  private static final Pattern LINE =
      Pattern.compile("([A-Z]{1,16}) (/[\\x21-\\x7e]{0,1023}) HTTP/1\\.[01]");
  private static final Pattern FIELD =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}):([\\x20-\\x7e\\t]*)");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,6}");

  private final String path;
  private final Map<String, String> fields;
  private String body = "";

  private Request(String path, Map<String, String> fields) {
    this.path = path;
    this.fields = fields;
  }

  /** Thrown where there is an answer to give in the request's place. */
  static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;

    final transient Reply reply;

    Unfit(String status) {
      super(status, null, false, false);
      this.reply = Reply.of(status);
    }
  }

  /** What says that the sender may go on with its body (RFC 9110, 10.1.1). */
  interface Continue {
    void say() throws IOException;
  }

  /**
   * Reads a request.
   *
   * @throws Unfit if it is none that is served here
   * @throws IOException if it is cut off or takes too long
   */
  static Request read(InputStream in, Continue goOn) throws IOException, Unfit {
    String[] lines = head(in).split("\r\n");
    Matcher first = LINE.matcher(lines[0]);
    if (!first.matches()) {
      throw new Unfit("400 Bad Request");
    }
    Map<String, String> fields = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      Matcher field = FIELD.matcher(lines[i]);
      // Two of one name are of no use to anybody who sends here, but to a smuggler.
      if (!field.matches()
          || fields.put(lower(field.group(1)), String.valueOf(field.group(2)).trim()) != null) {
        throw new Unfit("400 Bad Request");
      }
    }
    if (!"POST".equals(first.group(1))) {
      throw new Unfit("405 Method Not Allowed");
    }
    Request request = new Request(String.valueOf(first.group(2)), fields);
    request.readBody(in, goOn);
    return request;
  }

  private static String lower(@Nullable String name) {
    return String.valueOf(name).toLowerCase(Locale.ROOT);
  }

  private static String head(InputStream in) throws IOException, Unfit {
    StringBuilder head = new StringBuilder();
    while (head.length() < END.length() || head.indexOf(END, head.length() - END.length()) < 0) {
      int octet = in.read();
      if (octet < 0) {
        throw new EOFException("cut off");
      }
      if (head.length() >= MAX_HEAD) {
        throw new Unfit("431 Request Header Fields Too Large");
      }
      head.append((char) octet);
    }
    return head.substring(0, head.length() - END.length());
  }

  private void readBody(InputStream in, Continue goOn) throws IOException, Unfit {
    String length = fields.get("content-length");
    if (length == null || fields.containsKey("transfer-encoding")) {
      throw new Unfit("411 Length Required");
    }
    if (!LENGTH.matcher(length).matches() || Integer.parseInt(length) > MAX_BODY) {
      throw new Unfit("413 Content Too Large");
    }
    if ("100-continue".equalsIgnoreCase(fields.get("expect"))) {
      goOn.say();
    }
    byte[] octets = new byte[Integer.parseInt(length)];
    for (int at = 0; at < octets.length; ) {
      int n = in.read(octets, at, octets.length - at);
      if (n < 0) {
        throw new EOFException("cut off");
      }
      at += n;
    }
    body = new String(octets, StandardCharsets.ISO_8859_1);
  }

  /** The path, and the query if there is one: as it was sent. */
  String path() {
    return path;
  }

  /**
   * A field's value.
   *
   * @param name in lower case
   */
  @Nullable String field(String name) {
    return fields.get(name);
  }

  /** Whether the body is of this media type, whatever its parameters. */
  boolean is(String type) {
    String sent = fields.get("content-type");
    return sent != null && type.equalsIgnoreCase(sent.split(";", 2)[0].trim());
  }

  /** The body; each character is one octet. */
  String body() {
    return body;
  }
}
