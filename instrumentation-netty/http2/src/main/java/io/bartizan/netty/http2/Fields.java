package io.bartizan.netty.http2;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the fields of a request are what RFC 9113 (8.2 and 8.3) makes of one. Applications hand
 * them on as HTTP/1, where each of these faults can be read in two ways.
 */
final class Fields {

  private static final AsciiString HOST = new AsciiString("host");

  private static final int METHOD = 1;
  private static final int SCHEME = 2;
  private static final int AUTHORITY = 4;
  private static final int PATH = 8;
  private static final int PROTOCOL = 16;

  private Fields() {}

  static boolean wellFormed(Http2Headers headers) {
    return control(headers) && each(headers);
  }

  /** The control data (8.3.1), and what it must agree with. */
  private static boolean control(Http2Headers headers) {
    CharSequence method = headers.method();
    CharSequence scheme = headers.scheme();
    CharSequence path = headers.path();
    if (method == null || method.length() == 0 || scheme == null || path == null) {
      return false;
    }
    boolean http = equal(scheme, "http") || equal(scheme, "https");
    boolean origin = path.length() > 0 && path.charAt(0) == '/';
    boolean asterisk = equal(path, "*") && equal(method, "OPTIONS");
    return http && (origin || asterisk) && oneHost(headers);
  }

  private static boolean oneHost(Http2Headers headers) {
    CharSequence authority = headers.authority();
    List<CharSequence> hosts = headers.getAll(HOST);
    if (hosts.isEmpty()) {
      return true;
    }
    boolean agree = authority == null || equal(authority, hosts.get(0));
    return hosts.size() == 1 && agree;
  }

  private static boolean each(Http2Headers headers) {
    Iterator<Map.Entry<CharSequence, CharSequence>> fields = iterator(headers);
    int seen = 0;
    boolean regular = false;
    while (fields != null && fields.hasNext()) {
      Map.Entry<CharSequence, CharSequence> field = fields.next();
      CharSequence name = field.getKey();
      if (!value(field.getValue())) {
        return false;
      }
      if (name.length() > 0 && name.charAt(0) == ':') {
        int which = pseudo(name);
        if (regular || which == 0 || (seen & which) != 0) {
          return false;
        }
        seen |= which;
      } else if (!name(name) || ofConnection(name, field.getValue())) {
        return false;
      } else {
        regular = true;
      }
    }
    return true;
  }

  /** Null where they can't be gone through: gRPC's own have been checked while they were read. */
  private static @Nullable Iterator<Map.Entry<CharSequence, CharSequence>> iterator(
      Http2Headers headers) {
    try {
      return headers.iterator();
    } catch (UnsupportedOperationException none) {
      return null;
    }
  }

  private static int pseudo(CharSequence name) {
    switch (name.toString()) {
      case ":method":
        return METHOD;
      case ":scheme":
        return SCHEME;
      case ":authority":
        return AUTHORITY;
      case ":path":
        return PATH;
      case ":protocol": // RFC 8441, 4
        return PROTOCOL;
      default:
        return 0;
    }
  }

  /** 8.2.1: no control characters, no spaces, no upper case, no colon. */
  private static boolean name(CharSequence name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == ':' || (c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return name.length() > 0;
  }

  /** 8.2.1: no NUL, CR or LF, and no white space around it. */
  private static boolean value(CharSequence value) {
    int length = value.length();
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c == 0 || c == '\r' || c == '\n') {
        return false;
      }
    }
    return length == 0 || !(blank(value.charAt(0)) || blank(value.charAt(length - 1)));
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\t';
  }

  /** 8.2.2: what concerns a connection of HTTP/1 has no place here. */
  private static boolean ofConnection(CharSequence name, CharSequence value) {
    switch (name.toString()) {
      case "connection":
      case "keep-alive":
      case "proxy-connection":
      case "transfer-encoding":
      case "upgrade":
        return true;
      case "te":
        return !equal(value, "trailers");
      default:
        return false;
    }
  }

  private static boolean equal(CharSequence one, CharSequence other) {
    return one.toString().equalsIgnoreCase(other.toString());
  }
}
