package io.bartizan.desk.query;

import io.bartizan.desk.trail.Needles;
import io.bartizan.desk.trail.TrailRecord;
import io.bartizan.policy.Addresses;
import io.bartizan.policy.Cidr;
import io.bartizan.policy.Glob;
import io.bartizan.policy.PathPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which records are meant: those that satisfy every criterion. A criterion on a text takes {@code
 * *} for any characters.
 */
public final class Query implements Predicate<TrailRecord> {

  private final Needles needles = new Needles();
  private final List<Predicate<TrailRecord>> criteria = new ArrayList<>();
  private long since = Long.MIN_VALUE;
  private long until = Long.MAX_VALUE;

  /** Every record is meant, so far. */
  public Query() {}

  /** Which lines can't hold what is meant. */
  public Needles needles() {
    needles.between(since, until);
    return needles;
  }

  /** One of the principal's roles must be this. */
  public void role(String role) {
    needles.add(role);
    criteria.add(record -> record.roles().contains(role));
  }

  /** From a moment on, in milliseconds since the epoch. */
  public void since(long moment) {
    since = moment;
  }

  /** Before a moment. */
  public void until(long moment) {
    until = moment;
  }

  /**
   * A text must be this.
   *
   * @param of what is compared
   */
  public void text(String pattern, Function<TrailRecord, @Nullable String> of) {
    for (String piece : pattern.split("\\*", -1)) {
      needles.add(piece);
    }
    Predicate<String> matches = pattern.indexOf('*') < 0 ? pattern::equals : glob(pattern);
    criteria.add(
        record -> {
          String value = of.apply(record);
          return value != null && matches.test(value);
        });
  }

  private static Predicate<String> glob(String pattern) {
    Glob glob = new Glob(pattern);
    return glob::matches;
  }

  /** It must be of a principal, or of one of these credentials, by their keyed hashes. */
  public void principalOrOneOf(String principal, Set<String> tokens) {
    List<String> texts = new ArrayList<>(tokens);
    texts.add(principal);
    needles.addOneOf(texts);
    criteria.add(
        record ->
            principal.equals(record.principal())
                || record.token() != null && tokens.contains(record.token()));
  }

  /** A text must hold this, in either case. */
  public void holding(String piece, Function<TrailRecord, @Nullable String> of) {
    String wanted = piece.toLowerCase(Locale.ROOT);
    criteria.add(
        record -> {
          String value = of.apply(record);
          return value != null && value.toLowerCase(Locale.ROOT).contains(wanted);
        });
  }

  /**
   * The client's address must be this, or lie in this network (RFC 4632).
   *
   * @throws IllegalArgumentException if it is neither
   */
  public void client(String network) {
    Cidr cidr = Cidr.parse(network);
    if (network.indexOf('/') < 0 && network.indexOf(':') < 0) {
      needles.add(network);
    }
    criteria.add(
        record -> {
          String client = record.client();
          byte[] address = client == null ? null : Addresses.parse(client);
          return address != null && cidr.contains(address);
        });
  }

  /**
   * The route template must be this, or the path must match it as a pattern of the policy's.
   *
   * @throws IllegalArgumentException if it is no pattern of paths
   */
  public void route(String template) {
    PathPattern pattern = PathPattern.parse(template);
    criteria.add(
        record -> {
          String path = record.path();
          return template.equals(record.route()) || path != null && pattern.matches(path);
        });
  }

  /** What became of the request. */
  public enum Decision {
    /** It entered by a permit. */
    PERMITTED,
    /** It was answered in the application's place. */
    REFUSED,
    /** It entered because the policy only observes. */
    OBSERVED,
    /** It was refused by a limit. */
    THROTTLED
  }

  /** What became of the request. */
  public void decision(Decision decision) {
    if (decision == Decision.THROTTLED) {
      criteria.add(TrailRecord::throttled);
    } else {
      text(decision.name(), TrailRecord::outcome);
    }
  }

  /**
   * The response's status: {@code 403}, or a class of them: {@code 4xx}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public void status(String status) {
    if (status.matches("[1-5][0-9][0-9]")) {
      int wanted = Integer.parseInt(status);
      criteria.add(record -> record.status() == wanted);
    } else if (status.matches("[1-5](?i)xx")) {
      int wanted = status.charAt(0) - '0';
      criteria.add(record -> record.status() / 100 == wanted);
    } else {
      throw new IllegalArgumentException("'" + status + "' is no status: write 403, or 4xx");
    }
  }

  @Override
  public boolean test(TrailRecord record) {
    if (record.time() < since || record.time() >= until) {
      return false;
    }
    for (Predicate<TrailRecord> criterion : criteria) {
      if (!criterion.test(record)) {
        return false;
      }
    }
    return true;
  }
}
