package io.bartizan.cli;

import io.bartizan.policy.Issuer;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyException;
import io.bartizan.policy.load.PolicyLoader;
import io.bartizan.policy.load.PolicySource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The policy that traffic was recorded under, of which a learned one takes over what it can. */
final class OldPolicy {

  private static final Set<String> RENEWED =
      Collections.unmodifiableSet(new HashSet<>(Arrays.asList("mode", "rules", "tests")));

  private final @Nullable PolicySource source;
  private final String kept;

  private OldPolicy(@Nullable PolicySource source, String kept) {
    this.source = source;
    this.kept = kept;
  }

  /**
   * The policy that was named, or that is found.
   *
   * @throws PolicyException if it can't be used; one that nobody named need not be there
   */
  static OldPolicy find(Shell shell, @Nullable Path named) throws PolicyException {
    Path file;
    try {
      file = PolicyArgument.of(named).locate(shell);
    } catch (PolicyException nowhere) {
      if (named != null || !Bartizan.unreadable(nowhere)) {
        throw nowhere;
      }
      return new OldPolicy(null, "");
    }
    // Whatever is wrong with it is told as ever.
    PolicyLoader.load(file);
    PolicySource source = PolicySource.read(file);
    return new OldPolicy(source, kept(shell, source));
  }

  /** The policy; null if there is none. */
  @Nullable Policy policy() {
    return source == null ? null : source.policy();
  }

  /** What is taken over, whole sections with their lines; may be empty. */
  String kept() {
    return kept;
  }

  private static String kept(Shell shell, PolicySource source) {
    String kept = source.without(RENEWED);
    if (kept == null) {
      throw new Failure(
          Exit.USAGE,
          "BZ6009",
          shell.shown(source.file()),
          "its sections can't be taken over: several stand on one line",
          "begin each section (identity, rules, ...) on a line of its own");
    }
    return kept;
  }

  /** Where its tokens list roles; null if nowhere. */
  @Nullable String rolesClaim() {
    Policy old = policy();
    if (old != null) {
      for (Issuer issuer : old.issuers()) {
        if (issuer.rolesClaim() != null) {
          return issuer.rolesClaim();
        }
      }
    }
    return null;
  }

  /**
   * A learned text as the policy that it is, beside whatever its relative paths lead to.
   *
   * @param output where it will be written; null if nowhere
   */
  PolicySource parse(@Nullable Path output, String text) {
    Path place =
        output != null
            ? output
            : source != null
                ? source.file().resolveSibling("learned.yaml")
                : Paths.get("learned.yaml");
    PolicySource learned =
        PolicySource.of(place.toAbsolutePath().normalize(), text.getBytes(StandardCharsets.UTF_8));
    if (!learned.problems().isEmpty()) {
      throw new Failure(
          Exit.INVALID,
          "BZ6009",
          null,
          "what is taken over makes no policy with what was learned: " + learned.problems().get(0),
          "take over the policy that the traffic was recorded under, and write beside it");
    }
    return learned;
  }
}
