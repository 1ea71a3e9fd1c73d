package io.bartizan.policy.load;

import io.bartizan.policy.Issuer;
import io.bartizan.policy.Revocation;
import io.bartizan.policy.Sessions;
import io.bartizan.policy.Sessions.Bond;
import io.bartizan.policy.Sessions.Login;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The section {@code identity.sessions}. */
final class SessionsReader {

  private static final String WHAT = "'sessions'";
  private static final String NONE = "none";
  private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,5})(s|m|h)");
  private static final Pattern BITS = Pattern.compile("[1-9][0-9]{0,2}");

  /** What is revoked is remembered for a day and an hour: no session may live for longer. */
  private static final long MOST_SECONDS = TimeUnit.DAYS.toSeconds(1);

  private static final long IDLE_SECONDS = TimeUnit.MINUTES.toSeconds(30);
  private static final long MAX_SECONDS = TimeUnit.HOURS.toSeconds(12);
  private static final int IPV4_PREFIX = 24;
  private static final int IPV6_PREFIX = 48;

  private final Problems problems;
  private final List<Issuer> issuers;
  private final Revocation revocation;

  /**
   * A reader.
   *
   * @param revocation who tells what of the issuers
   */
  SessionsReader(Problems problems, List<Issuer> issuers, Revocation revocation) {
    this.problems = problems;
    this.issuers = issuers;
    this.revocation = revocation;
  }

  /** Reads it; null if there is none, or it is none, which is told. */
  @Nullable Sessions read(@Nullable Tree tree) {
    Fields fields =
        Fields.of(
            tree,
            WHAT,
            problems,
            "adopt",
            "bind",
            "elsewhere",
            "idle",
            "issuer",
            "max",
            "networkPrefix",
            "userName");
    if (fields == null) {
      return null;
    }
    fields.required("adopt", WHAT);
    Set<Login> adopted = EnumSet.noneOf(Login.class);
    for (Tree.Scalar word : fields.texts("adopt")) {
      adopted.addAll(login(word));
    }
    long idle = seconds(fields.text("idle"), IDLE_SECONDS);
    long max = seconds(fields.text("max"), MAX_SECONDS);
    if (idle > max) {
      if (fields.get("idle") != null) {
        problems.add(
            Code.BZ1065,
            fields.mapping(),
            "a session may be idle for longer than it may last",
            "let 'idle' be at most 'max'");
      }
      idle = max;
    }
    Sessions.Builder sessions =
        new Sessions.Builder(adopted)
            .bonds(bonds(fields))
            .endsElsewhere(elsewhere(fields.text("elsewhere")))
            .seconds(idle, max)
            .accounts(new AccountsReader(problems).read(fields, issuers, revocation));
    Fields prefix =
        Fields.of(fields.get("networkPrefix"), "'networkPrefix'", problems, "ipv4", "ipv6");
    if (prefix != null) {
      sessions.prefixes(
          bits(prefix.text("ipv4"), IPV4_PREFIX, 32), bits(prefix.text("ipv6"), IPV6_PREFIX, 128));
    }
    return adopted.isEmpty() ? null : sessions.build();
  }

  private Set<Login> login(Tree.Scalar word) {
    for (Login login : Login.values()) {
      if (login.word().equals(word.text)) {
        return EnumSet.of(login);
      }
    }
    unknown(word, "a login that is kept by", Login.CONTAINER.word(), Login.SPRING_SECURITY.word());
    return Collections.emptySet();
  }

  private Set<Bond> bonds(Fields fields) {
    List<Tree.Scalar> words = fields.texts("bind");
    if (words.isEmpty()) {
      return EnumSet.allOf(Bond.class);
    }
    Set<Bond> bonds = EnumSet.noneOf(Bond.class);
    for (Tree.Scalar word : words) {
      if (word.text.equals(Bond.NETWORK.word())) {
        bonds.add(Bond.NETWORK);
      } else if (word.text.equals(Bond.DEVICE.word())) {
        bonds.add(Bond.DEVICE);
      } else if (!word.text.equals(NONE) || words.size() > 1) {
        unknown(word, "what sessions are bound to", "network", "device", NONE);
      }
    }
    return bonds;
  }

  private boolean elsewhere(Tree.@Nullable Scalar word) {
    boolean end = word != null && word.text.equals("end");
    if (word != null && !end && !word.text.equals("challenge")) {
      unknown(word, "what becomes of a session used elsewhere", "challenge", "end");
    }
    return end;
  }

  private void unknown(Tree.Scalar word, String what, String... known) {
    problems.add(
        Code.BZ1010,
        word,
        what + " can't be '" + word.text + "'",
        Suggestion.among(word.text, known));
  }

  private long seconds(Tree.@Nullable Scalar time, long otherwise) {
    if (time == null) {
      return otherwise;
    }
    Matcher parts = TIME.matcher(time.text);
    long seconds = 0;
    if (parts.matches()) {
      long number = Long.parseLong(String.valueOf(parts.group(1)));
      String unit = String.valueOf(parts.group(2));
      seconds = number * (unit.equals("s") ? 1 : unit.equals("m") ? 60 : 3600);
    }
    if (seconds < 1 || seconds > MOST_SECONDS) {
      problems.add(
          Code.BZ1065,
          time,
          "a session can't last for '" + time.text + "'",
          "write seconds, minutes or hours, up to 24h: 30m, 12h");
      return otherwise;
    }
    return seconds;
  }

  private int bits(Tree.@Nullable Scalar number, int otherwise, int most) {
    if (number == null) {
      return otherwise;
    }
    int bits = BITS.matcher(number.text).matches() ? Integer.parseInt(number.text) : 0;
    if (bits < 1 || bits > most) {
      problems.add(
          Code.BZ1065,
          number,
          "a network's prefix can't have '" + number.text + "' bits",
          "write a number from 1 to " + most);
      return otherwise;
    }
    return bits;
  }
}
