package io.bartizan.policy.trial;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request as someone states it: nobody sent it, and nothing in it was proven. */
public final class Given {

  private final String method;
  private final String target;
  private final @Nullable String host;
  private final int port;
  private final String scheme;
  private final String address;
  private final Map<String, String> headers;
  private final @Nullable Map<String, Object> claims;
  private final Set<String> roles;
  private final @Nullable String handler;
  private final @Nullable String route;
  private final @Nullable String operation;
  private final @Nullable Instant time;

  private Given(Builder from) {
    this.method = from.method;
    this.target = from.target;
    this.host = from.host;
    this.port = from.port;
    this.scheme = from.scheme;
    this.address = from.address;
    this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(from.headers));
    this.claims =
        from.claims == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(from.claims));
    this.roles = Collections.unmodifiableSet(new LinkedHashSet<>(from.roles));
    this.handler = from.handler;
    this.route = from.route;
    this.operation = from.operation;
    this.time = from.time;
  }

  /** The method, as it would be sent. */
  public String method() {
    return method;
  }

  /** The request target: a path as it would be sent, with its query if there is one. */
  public String target() {
    return target;
  }

  /** The host asked for, with its port if it was named; null if none was. */
  public @Nullable String host() {
    return host;
  }

  /** The port of the listening socket. */
  public int port() {
    return port;
  }

  /** {@code http} or {@code https}. */
  public String scheme() {
    return scheme;
  }

  /** The numeric address of the socket's peer. */
  public String address() {
    return address;
  }

  /** The headers, by name; may be empty. */
  public Map<String, String> headers() {
    return headers;
  }

  /**
   * The claims of a token taken for genuine: strings, {@link java.math.BigDecimal}s, booleans,
   * nulls, lists and maps. Null where there is no token.
   */
  public @Nullable Map<String, Object> claims() {
    return claims;
  }

  /** Roles that the token's principal holds besides those that its claims give; may be empty. */
  public Set<String> roles() {
    return roles;
  }

  /** The handler that a framework would choose ({@code com.acme.Orders#get}); null if none. */
  public @Nullable String handler() {
    return handler;
  }

  /** The route template that a framework would choose it by; null if none. */
  public @Nullable String route() {
    return route;
  }

  /** The SOAP operation that a framework would invoke it for; null if none. */
  public @Nullable String operation() {
    return operation;
  }

  /** When it arrives; null for now. */
  public @Nullable Instant time() {
    return time;
  }

  /** A builder that begins with what this has. */
  public Builder but() {
    Builder builder = new Builder();
    builder.method = method;
    builder.target = target;
    builder.host = host;
    builder.port = port;
    builder.scheme = scheme;
    builder.address = address;
    builder.headers.putAll(headers);
    builder.claims = claims;
    builder.roles.addAll(roles);
    builder.handler = handler;
    builder.route = route;
    builder.operation = operation;
    builder.time = time;
    return builder;
  }

  /** {@code DELETE /customers/7}. */
  @Override
  public String toString() {
    return method + " " + target;
  }

  /** Builds one; what is not said is as of a request to a local server over TLS. */
  public static final class Builder {

    private static final int HTTPS = 443;

    private String method = "GET";
    private String target = "/";
    private @Nullable String host;
    private int port = HTTPS;
    private String scheme = "https";
    private String address = "127.0.0.1";
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable Map<String, Object> claims;
    private final Set<String> roles = new LinkedHashSet<>();
    private @Nullable String handler;
    private @Nullable String route;
    private @Nullable String operation;
    private @Nullable Instant time;

    /** Sets {@link Given#method}. */
    public Builder method(String value) {
      method = value;
      return this;
    }

    /** Sets {@link Given#target}. */
    public Builder target(String value) {
      target = value;
      return this;
    }

    /** Sets {@link Given#host}. */
    public Builder host(@Nullable String value) {
      host = value;
      return this;
    }

    /** Sets {@link Given#port}. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /** Sets {@link Given#scheme}. */
    public Builder scheme(String value) {
      scheme = value;
      return this;
    }

    /** Sets {@link Given#address}. */
    public Builder address(String value) {
      address = value;
      return this;
    }

    /** Adds one of {@link Given#headers}. */
    public Builder header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    /** Sets {@link Given#claims}. */
    public Builder claims(@Nullable Map<String, Object> value) {
      claims = value;
      return this;
    }

    /** Sets {@link Given#roles}. */
    public Builder roles(Collection<String> values) {
      roles.clear();
      roles.addAll(values);
      return this;
    }

    /** Sets {@link Given#handler}. */
    public Builder handler(@Nullable String value) {
      handler = value;
      return this;
    }

    /** Sets {@link Given#route}. */
    public Builder route(@Nullable String value) {
      route = value;
      return this;
    }

    /** Sets {@link Given#operation}. */
    public Builder operation(@Nullable String value) {
      operation = value;
      return this;
    }

    /** Sets {@link Given#time}. */
    public Builder time(@Nullable Instant value) {
      time = value;
      return this;
    }

    /** The request. */
    public Given build() {
      return new Given(this);
    }
  }
}
