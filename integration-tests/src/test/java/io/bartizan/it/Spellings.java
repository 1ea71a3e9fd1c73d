package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Other ways to write an application's own paths, of the kinds that the path corpus holds: encoded,
 * with dots, with parameters, with slashes too many, in absolute form, and under other methods.
 */
final class Spellings {

  /** Refused by the agent, or turned away before by the server itself. */
  private static final Set<Integer> REFUSALS = Set.of(0, 400, 401, 403, 404, 405, 414, 501, 505);

  private static final String[] METHODS = {
    "HEAD", "POST", "OPTIONS", "PUT", "TRACE", "get", "JEFF"
  };

  private Spellings() {}

  /** Request lines without the version, for a path such as {@code /admin/queues}. */
  static List<String> of(String path, int port) {
    String rest = path.substring(1);
    String first = String.format("%%%02x", (int) rest.charAt(0)) + rest.substring(1);
    int slash = Math.max(path.lastIndexOf('/'), 0);
    String folder = path.substring(0, slash);
    String leaf = path.substring(slash + 1);
    List<String> targets =
        new ArrayList<>(
            List.of(
                path,
                path + "/",
                path + "?x=/public",
                path + "?jsessionid=1",
                path + "#x",
                path + ";x",
                path + ";jsessionid=1",
                path + ";/x",
                path + "/.",
                path + "/..;/" + leaf,
                path + "%20",
                path + "%09",
                path + "%00",
                path + "%00.png",
                path + "%0d%0aX:%20y",
                path + "%3b",
                path + "%3fx",
                path + "%23",
                path + "%2f",
                path + "%5c",
                path + "%",
                path + "%zz",
                path + ".",
                path.toUpperCase(Locale.ROOT),
                "/" + path,
                "//" + path,
                "/." + path,
                "/./" + path,
                "/x/.." + path,
                "/x/..;" + path,
                "/x/..;a=b" + path,
                "/x/%2e%2e" + path,
                "/x/%2e%2e%2f" + rest,
                "/x/..%2f" + rest,
                "/x/..%5c" + rest,
                "/x/..%252f" + rest,
                "/%2e" + path,
                "/%252e%252e" + path,
                "/%c0%ae%c0%ae" + path,
                "/x/%c0%ae%c0%ae%c0%af" + rest,
                "/;" + path,
                "/;a=b" + path,
                "/" + first,
                "/%25" + first.substring(1),
                "/%2f" + rest,
                "/%5c" + rest,
                "/\\" + rest,
                folder + "/./" + leaf,
                folder + "/%2e/" + leaf,
                folder + "//" + leaf,
                folder + ";a/" + leaf,
                folder + "%2f" + leaf,
                folder + "%5c" + leaf,
                folder + "\\" + leaf,
                "http://127.0.0.1:" + port + path,
                "HTTP://other.example" + path,
                "http://127.0.0.1:" + port + "/x/.." + path,
                rest,
                "*"));
    List<String> lines = new ArrayList<>();
    targets.forEach(target -> lines.add("GET " + target));
    for (String method : METHODS) {
      lines.add(method + " " + path);
    }
    return lines;
  }

  /** Sends them all without a credential: none is served, and none enters. */
  static void refused(Application application, String path) throws Exception {
    int port = application.port();
    for (String line : of(path, port)) {
      String raw = line + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n\r\n";
      Raw.Reply reply = Raw.send(port, raw, 5000);
      assertTrue(REFUSALS.contains(reply.status()), line + ": " + reply.text);
    }
    assertEquals(401, Raw.get(port, path).status(), application.log());
    assertEquals(0, Trails.permitted(application.audit()), "permits for the anonymous");
  }

  /** What holds at the end: so many permits, each entry under one of them, and no alarm. */
  static void held(Application application, int permits) throws Exception {
    assertEquals("0", application.jmx("EntriesMinusPermits"));
    assertEquals("0", application.jmx("UnprotectedTotal"));
    assertEquals("0", application.jmx("Failures"));
    assertEquals(Integer.toString(permits), application.jmx("Permits"));
    assertEquals(Integer.toString(permits), application.jmx("Entries"));
  }
}
