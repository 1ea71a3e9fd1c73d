package io.bartizan.engine.authorization;

import io.bartizan.engine.identity.ClientAddress;
import io.bartizan.engine.identity.Principal;
import io.bartizan.gate.Dispatch;
import io.bartizan.gate.Exchange;
import io.bartizan.policy.PathPattern;
import io.bartizan.policy.RouteTemplate;
import io.bartizan.policy.condition.Attribute;
import io.bartizan.policy.condition.Attributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * What conditions see of one request. Headers and query are looked at only when a condition asks,
 * and what is made is kept for the next.
 */
public final class RequestAttributes extends Attributes {

  private static final Object NO_CLAIMS = json(Collections.emptyMap());

  private final Exchange exchange;
  private final @Nullable Principal principal;
  private final ClientAddress client;
  private final @Nullable String host;
  private final String method;
  private final String path;
  private final @Nullable String target;
  private final long millis;
  private final Long port;

  private @Nullable Instant time;
  private @Nullable String network;
  private @Nullable Object roles;
  private @Nullable QueryParameters query;

  /** The pattern that matched, and the path that it did; null outside of a rule with variables. */
  private @Nullable PathPattern pattern;

  private String matched = "";

  /** The handler as one of its names; null where it is not known. */
  private @Nullable String handler;

  private @Nullable Dispatch dispatch;

  /**
   * The attributes of a request.
   *
   * @param principal null for an anonymous client
   * @param host in lower case and without port; null if none was named
   * @param target the raw target; null where unknown
   * @param millis when it arrived, since the epoch
   */
  public RequestAttributes(
      Exchange exchange,
      @Nullable Principal principal,
      ClientAddress client,
      @Nullable String host,
      String method,
      String path,
      @Nullable String target,
      long millis) {
    this.exchange = exchange;
    this.principal = principal;
    this.client = client;
    this.host = host;
    this.method = method;
    this.path = path;
    this.target = target;
    this.millis = millis;
    this.port = (long) exchange.localPort();
  }

  /** From now on variables of the path are those of a pattern; null for none. */
  void matched(@Nullable PathPattern by, String what) {
    pattern = by;
    matched = what;
  }

  /**
   * From now on this is the handler.
   *
   * @param name null where it is not known
   * @param by null while no handler has been reached
   */
  void handled(@Nullable String name, @Nullable Dispatch by) {
    handler = name;
    dispatch = by;
  }

  @Override
  protected @Nullable Object get(int index) {
    switch (Attribute.at(index)) {
      case REQUEST_METHOD:
        return method;
      case REQUEST_PATH:
        return path;
      case REQUEST_QUERY:
        return QueryParameters.raw(target);
      case REQUEST_SCHEME:
        return exchange.scheme();
      case REQUEST_PROTOCOL:
        return exchange.protocol();
      case REQUEST_HOST:
      case HOST:
        return host;
      case REQUEST_PORT:
      case PORT:
        return port;
      case REQUEST_TIME:
      case NOW:
        return time();
      case REQUEST_HEADERS:
        return HeaderLookup.single(exchange);
      case REQUEST_HEADER_VALUES:
        return HeaderLookup.all(exchange);
      case QUERY:
        return query().single();
      case QUERY_VALUES:
        return query().all();
      case CLIENT_ADDRESS:
        return client.text();
      case CLIENT_NETWORK:
        return network();
      case HANDLER:
        return dispatch == null ? LATE : handler;
      case SOAP_OPERATION:
        return dispatch == null ? LATE : dispatch.operation();
      default:
        return ofPrincipal(Attribute.at(index));
    }
  }

  private @Nullable Object ofPrincipal(Attribute attribute) {
    if (attribute == Attribute.PRINCIPAL_AUTHENTICATED) {
      return principal != null;
    }
    if (principal == null) {
      return attribute == Attribute.TOKEN
          ? NO_CLAIMS
          : attribute == Attribute.PRINCIPAL_ROLES ? Collections.emptyList() : null;
    }
    switch (attribute) {
      case TOKEN:
        return principal.claims().asCondition();
      case PRINCIPAL_ID:
        return principal.id();
      case PRINCIPAL_ISSUER:
        return principal.issuer();
      case PRINCIPAL_CLIENT_ID:
        return principal.clientId();
      case PRINCIPAL_ROLES:
        return roles(principal);
      default:
        throw new IllegalStateException("no such attribute: " + attribute);
    }
  }

  private Object roles(Principal known) {
    Object list = roles;
    if (list == null) {
      list = new ArrayList<>(known.roles());
      roles = list;
    }
    return list;
  }

  private Instant time() {
    Instant known = time;
    if (known == null) {
      known = Instant.ofEpochMilli(millis);
      time = known;
    }
    return known;
  }

  private String network() {
    String known = network;
    if (known == null) {
      known = client.network();
      network = known;
    }
    return known;
  }

  private QueryParameters query() {
    QueryParameters known = query;
    if (known == null) {
      known = QueryParameters.of(target);
      query = known;
    }
    return known;
  }

  @Override
  protected @Nullable Object pathVariable(String name) {
    PathPattern by = pattern;
    return by == null ? null : by.variable(name, matched);
  }

  @Override
  protected @Nullable Object routeVariable(String name) {
    Dispatch by = dispatch;
    if (by == null) {
      return LATE;
    }
    String route = by.route();
    return route == null ? null : RouteTemplate.variable(route, by.path(), name);
  }
}
