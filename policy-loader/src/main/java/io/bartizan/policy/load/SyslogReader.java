package io.bartizan.policy.load;

import io.bartizan.policy.Syslog;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A syslog server, wherever one is named. */
final class SyslogReader {

  private static final Pattern SERVER =
      Pattern.compile("(udp|tcp|tls)://(?:\\[([0-9a-fA-F:.]+)\\]|([A-Za-z0-9._-]+)):([0-9]{1,5})");

  private static final int MAX_PORT = 65535;

  private SyslogReader() {}

  /** Reads one that alerts go to; null if there is a problem, which is told then. */
  static @Nullable Syslog read(Tree tree, Path policy, Problems problems) {
    Fields fields = Fields.of(tree, "a syslog server", problems, "server", "trust");
    return fields == null ? null : read(fields, policy, problems);
  }

  /**
   * Reads {@code audit.syslog}. Whoever encrypts a trail means that only its auditors read it, and
   * a copy is in clear: it takes their word.
   *
   * @param encrypted whether the trail's records are
   */
  static @Nullable Syslog readCopy(Tree tree, boolean encrypted, Path policy, Problems problems) {
    Fields fields = Fields.of(tree, "audit.syslog", problems, "server", "trust", "clear");
    if (fields == null) {
      return null;
    }
    Tree.Scalar clear = fields.text("clear");
    if (clear != null && !clear.text.equals("true") && !clear.text.equals("false")) {
      problems.add(
          Code.BZ1010,
          clear,
          "'" + clear.text + "' is neither true nor false",
          "write clear: true");
      return null;
    }
    if (encrypted && (clear == null || !clear.text.equals("true"))) {
      problems.add(
          Code.BZ1074,
          clear == null ? tree : clear,
          "the trail is encrypted, and its copy to the syslog server would be in clear",
          "leave audit.syslog or seal.encryptTo out, or say that it may: syslog: {server: ...,"
              + " clear: true}");
      return null;
    }
    return read(fields, policy, problems);
  }

  private static @Nullable Syslog read(Fields fields, Path policy, Problems problems) {
    Tree.Scalar server = fields.requiredText("server", "a syslog server");
    if (server == null) {
      return null;
    }
    Matcher parts = SERVER.matcher(server.text);
    int port = parts.matches() ? Integer.parseInt(String.valueOf(parts.group(4))) : 0;
    if (port < 1 || port > MAX_PORT) {
      problems.add(
          Code.BZ1010,
          server,
          "'" + server.text + "' is no syslog server",
          "write udp://HOST:514, tcp://HOST:PORT or tls://HOST:6514");
      return null;
    }
    Syslog.Transport transport =
        Syslog.Transport.valueOf(String.valueOf(parts.group(1)).toUpperCase(Locale.ROOT));
    Tree.Scalar trust = fields.text("trust");
    if (trust != null && transport != Syslog.Transport.TLS) {
      problems.add(
          Code.BZ1010,
          trust,
          "only a server by tls:// has a certificate to trust",
          "write tls://HOST:6514, or leave trust out");
      return null;
    }
    String bracketed = parts.group(2);
    return new Syslog(
        transport,
        bracketed == null ? String.valueOf(parts.group(3)) : bracketed,
        port,
        trust == null ? null : PolicyReader.resolve(policy, trust.text, trust, problems));
  }
}
