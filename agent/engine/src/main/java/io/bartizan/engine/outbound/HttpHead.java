package io.bartizan.engine.outbound;

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

/** The head of an HTTP/1 answer (RFC 9112, 4 and 5), read strictly and within a bound. */
final class HttpHead {

  /** What servers take for requests; answers of key servers have a tenth of it. */
  private static final int MAX_OCTETS = 16 * 1024;

  private static final String END = "\r\n\r\n";
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
  private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)");

  private final int status;
  private final Map<String, String> fields;

  private HttpHead(int status, Map<String, String> fields) {
    this.status = status;
    this.fields = fields;
  }

  /**
   * Reads a head, and not an octet more.
   *
   * @throws IOException if there is none, or it is malformed or too large
   */
  static HttpHead read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < END.length() || head.indexOf(END, head.length() - END.length()) < 0) {
      int octet = in.read();
      if (octet < 0) {
        throw new EOFException("no answer");
      }
      head.append((char) octet);
      if (head.length() > MAX_OCTETS) {
        throw new IOException("a head larger than " + MAX_OCTETS + " bytes");
      }
    }
    String[] lines = head.substring(0, head.length() - END.length()).split("\r\n");
    Matcher first = STATUS.matcher(lines[0]);
    if (!first.matches()) {
      throw new IOException("no HTTP/1 answer");
    }
    Map<String, String> fields = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      Matcher field = FIELD.matcher(lines[i]);
      if (!field.matches()) {
        throw new IOException("a malformed head");
      }
      String name = field.group(1).toLowerCase(Locale.ROOT);
      fields.merge(name, field.group(2).trim(), (one, next) -> one + ", " + next);
    }
    return new HttpHead(Integer.parseInt(first.group(1)), fields);
  }

  int status() {
    return status;
  }

  /**
   * A field's value, several of the name as a list.
   *
   * @param name in lower case
   * @return null if there is none
   */
  @Nullable String field(String name) {
    return fields.get(name);
  }

  /** The octets of ASCII text. */
  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
