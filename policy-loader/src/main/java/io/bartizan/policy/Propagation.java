package io.bartizan.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the application hears of who sends a request, and from whom ({@code identity.propagate} and
 * {@code identity.identityHeaders}).
 */
public final class Propagation {

  /** Names with more separators have more spellings than a request should be searched for. */
  public static final int MAX_SEPARATORS = 6;

  /** Nothing, and headers are the application's own affair. */
  public static final Propagation NONE = new Propagation(false, Collections.emptyList());

  private final boolean principal;
  private final List<String> identityHeaders;
  private final String[] spellings;

  /**
   * A value with both parts given.
   *
   * @throws IllegalArgumentException if a header's name has more than {@link #MAX_SEPARATORS}
   */
  public Propagation(boolean principal, List<String> identityHeaders) {
    this.principal = principal;
    this.identityHeaders = Collections.unmodifiableList(new ArrayList<>(identityHeaders));
    List<String> all = new ArrayList<>();
    identityHeaders.forEach(name -> spell(name, all));
    this.spellings = all.toArray(new String[0]);
  }

  /**
   * CGI turns hyphens and underscores into the same (RFC 3875, 4.1.18), and so do gateways that
   * followed it: what an application reads under one spelling may have come under another.
   */
  private static void spell(String name, List<String> all) {
    if (name.chars().filter(Propagation::separates).count() > MAX_SEPARATORS) {
      throw new IllegalArgumentException("more than " + MAX_SEPARATORS + " separators: " + name);
    }
    List<String> spelled = new ArrayList<>();
    spelled.add("");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean separator = separates(c);
      List<String> longer = new ArrayList<>();
      for (String so : spelled) {
        longer.add(so + (separator ? '-' : c));
        if (separator) {
          longer.add(so + '_');
        }
      }
      spelled = longer;
    }
    all.addAll(spelled);
  }

  private static boolean separates(int character) {
    return character == '-' || character == '_';
  }

  /** Whether the proven principal is the container's, too. */
  public boolean principal() {
    return principal;
  }

  /**
   * The headers that the application takes for an identity: they come from trusted proxies, or the
   * application does not get them.
   */
  public List<String> identityHeaders() {
    return identityHeaders;
  }

  /**
   * Every name that one of {@link #identityHeaders()} may come under, whatever the letters' case;
   * not to be changed.
   */
  public String[] spellings() {
    return spellings;
  }
}
