package io.bartizan.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the trail must not tell ({@code audit.mask}); its terms are those of conditions. */
public final class Mask {

  /** What stands where a masked value did. */
  public static final String SIGN = "*";

  /** Nothing is masked. */
  public static final Mask NONE =
      new Mask(
          Collections.<Field>emptySet(),
          Collections.<String>emptySet(),
          Collections.<String>emptySet(),
          Collections.<String>emptySet(),
          Collections.<PathPattern>emptyList());

  /** What has one term and one place. */
  public enum Field {
    /** The subject. */
    PRINCIPAL_ID,
    /** Who vouches for it. */
    PRINCIPAL_ISSUER,
    /** The client that a token was issued to. */
    PRINCIPAL_CLIENT,
    /** The roles that a token lists. */
    PRINCIPAL_ROLES,
    /** Where a request comes from, and the proxies on its way. */
    CLIENT_ADDRESS,
    /** The host that is asked for. */
    HOST,
    /** The whole path. */
    PATH,
    /** The whole query. */
    QUERY
  }

  private final Set<Field> fields;
  private final Set<String> headers;
  private final Set<String> parameters;
  private final Set<String> variables;
  private final List<PathPattern> paths;

  /**
   * A value with every part given.
   *
   * @param headers in lower case
   * @param parameters of the query, in lower case
   * @param variables of paths
   * @param paths the patterns that hold one of those variables
   */
  public Mask(
      Set<Field> fields,
      Set<String> headers,
      Set<String> parameters,
      Set<String> variables,
      List<PathPattern> paths) {
    Set<Field> all = EnumSet.noneOf(Field.class);
    all.addAll(fields);
    this.fields = Collections.unmodifiableSet(all);
    this.headers = Collections.unmodifiableSet(new LinkedHashSet<>(headers));
    this.parameters = Collections.unmodifiableSet(new LinkedHashSet<>(parameters));
    this.variables = Collections.unmodifiableSet(new LinkedHashSet<>(variables));
    this.paths = Collections.unmodifiableList(new ArrayList<>(paths));
  }

  /** Whether a field is masked. */
  public boolean covers(Field field) {
    return fields.contains(field);
  }

  /** Whether a header is masked, in whatever case it is named. */
  public boolean coversHeader(String name) {
    return headers.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether a parameter of the query is masked, in whatever case it is named. */
  public boolean coversParameter(String name) {
    return parameters.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether anything is masked that may stand in a text by itself: not paths, nor queries. */
  public boolean coversValues() {
    Set<Field> values = EnumSet.complementOf(EnumSet.of(Field.PATH, Field.QUERY));
    values.retainAll(fields);
    return !values.isEmpty() || coversHeader("User-Agent");
  }

  /** Whether a path may hold something that is masked. */
  public boolean coversPaths() {
    return !paths.isEmpty();
  }

  /**
   * A path with the sign in the place of every segment that a masked variable stands for, under
   * whichever pattern and in whichever reading, however the path goes on.
   */
  public String path(String path) {
    String masked = path;
    for (PathPattern pattern : paths) {
      masked = pattern.masked(masked, variables, SIGN);
    }
    return masked;
  }
}
