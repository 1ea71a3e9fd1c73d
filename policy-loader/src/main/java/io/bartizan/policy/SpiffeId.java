package io.bartizan.policy;

import org.jspecify.annotations.Nullable;

/**
 * The name of a workload (SPIFFE-ID standard, 2): {@code spiffe://TRUST-DOMAIN/PATH}, in the one
 * spelling that it has.
 */
public final class SpiffeId {

  /** How each begins. */
  public static final String SCHEME = "spiffe://";

  /** SPIFFE-ID, 2.3. */
  private static final int MAX_LENGTH = 2048;

  private static final int MAX_DOMAIN = 255;

  private final String text;
  private final int slash;

  private SpiffeId(String text, int slash) {
    this.text = text;
    this.slash = slash;
  }

  /** Reads one with or without a path; null if it is none, letter for letter. */
  public static @Nullable SpiffeId parse(String text) {
    if (!text.startsWith(SCHEME) || text.length() > MAX_LENGTH) {
      return null;
    }
    int found = text.indexOf('/', SCHEME.length());
    int slash = found < 0 ? text.length() : found;
    return trustDomain(text.substring(SCHEME.length(), slash)) && path(text.substring(slash))
        ? new SpiffeId(text, slash)
        : null;
  }

  /** Whether a text is a trust domain's name (SPIFFE-ID, 2.1). */
  public static boolean trustDomain(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_DOMAIN
        && text.chars().allMatch(c -> letter(c) && !(c >= 'A' && c <= 'Z'));
  }

  /** SPIFFE-ID, 2.2: no empty segment, no dots only, nothing encoded, no slash at the end. */
  private static boolean path(String path) {
    if (path.isEmpty()) {
      return true;
    }
    for (String segment : path.substring(1).split("/", -1)) {
      if (segment.isEmpty()
          || segment.equals(".")
          || segment.equals("..")
          || !segment.chars().allMatch(SpiffeId::letter)) {
        return false;
      }
    }
    return true;
  }

  private static boolean letter(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '.'
        || c == '_';
  }

  /** The trust domain's name. */
  public String trustDomain() {
    return text.substring(SCHEME.length(), slash);
  }

  /** The trust domain as an ID of its own: who vouches for its members. */
  public String authority() {
    return text.substring(0, slash);
  }

  /** Whether it names a workload, and not a whole trust domain. */
  public boolean workload() {
    return slash < text.length();
  }

  /** As it is written. */
  @Override
  public String toString() {
    return text;
  }
}
