package io.bartizan.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where and how often an issuer's status lists are fetched (Token Status List; {@code
 * identity.issuers.statusList}): they tell which of its tokens are to be believed no longer.
 */
public final class StatusList {

  /** Some 8 million tokens of one bit each. */
  public static final int DEFAULT_MAX_BYTES = 1 << 20;

  /** With the default size, 16 MiB when all are full. */
  public static final int DEFAULT_MAX_LISTS = 16;

  /** The end of a text that stands for all below a folder. */
  public static final String ALL_BELOW = "/*";

  /** What may stand for {@link #ALL_BELOW}: names, and nothing that leads elsewhere. */
  private static final Pattern BELOW =
      Pattern.compile(
          "[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,127}(/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,127}){0,7}");

  private final List<String> uris;
  private final boolean required;
  private final int refreshSeconds;
  private final @Nullable String jwks;
  private final int maxBytes;
  private final int maxLists;

  /**
   * A value with every part given.
   *
   * @param uris each a {@link KeyUrl}, with {@link #ALL_BELOW} at the end of those that stand for a
   *     folder
   */
  public StatusList(
      List<String> uris,
      boolean required,
      int refreshSeconds,
      @Nullable String jwks,
      int maxBytes,
      int maxLists) {
    this.uris = Collections.unmodifiableList(new ArrayList<>(uris));
    this.required = required;
    this.refreshSeconds = refreshSeconds;
    this.jwks = jwks;
    this.maxBytes = maxBytes;
    this.maxLists = maxLists;
  }

  /** The lists, or folders of lists, that may be fetched; never empty. */
  public List<String> uris() {
    return uris;
  }

  /** Whether a list may be fetched from there, whoever names it. */
  public boolean allows(String uri) {
    for (String one : uris) {
      if (one.equals(uri) && !one.endsWith(ALL_BELOW)) {
        return true;
      }
      int folder = one.length() - 1;
      if (one.endsWith(ALL_BELOW)
          && uri.length() > folder
          && uri.startsWith(one.substring(0, folder))
          && BELOW.matcher(uri.substring(folder)).matches()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a token that names no list is refused. */
  public boolean required() {
    return required;
  }

  /** So many seconds after a token's status changes it is heard of at the latest, 5 to 3,600. */
  public int refreshSeconds() {
    return refreshSeconds;
  }

  /** The keys that the lists are signed with, as {@link Issuer#jwks}; null for the issuer's own. */
  public @Nullable String jwks() {
    return jwks;
  }

  /** How large a list may be once it is inflated. */
  public int maxBytes() {
    return maxBytes;
  }

  /** How many lists are kept. */
  public int maxLists() {
    return maxLists;
  }

  /** All of it. */
  @Override
  public String toString() {
    return uris
        + " "
        + required
        + " "
        + refreshSeconds
        + " "
        + jwks
        + " "
        + maxBytes
        + " "
        + maxLists;
  }
}
