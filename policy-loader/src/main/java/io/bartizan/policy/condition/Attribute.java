package io.bartizan.policy.condition;

/** What a condition may ask of a request. */
public enum Attribute {
  /** The method. */
  REQUEST_METHOD("request.method", Type.STRING, "the method as sent, such as `GET`"),
  /** The path. */
  REQUEST_PATH("request.path", Type.STRING, "the full path, decoded and normalised, without query"),
  /** The raw query. */
  REQUEST_QUERY(
      "request.query", Type.STRING, "the raw query, without `?`; absent if there is none"),
  /** The scheme. */
  REQUEST_SCHEME("request.scheme", Type.STRING, "`http` or `https`, as the connection has it"),
  /** The protocol. */
  REQUEST_PROTOCOL("request.protocol", Type.STRING, "as the server names it, such as `HTTP/1.1`"),
  /** The host. */
  REQUEST_HOST("request.host", Type.STRING, "the host asked for, lower case, without port"),
  /** The port. */
  REQUEST_PORT("request.port", Type.INT, "the port of the listening socket"),
  /** The time. */
  REQUEST_TIME("request.time", Type.TIMESTAMP, "when the request arrived"),
  /** Headers that stand once. */
  REQUEST_HEADERS(
      "request.headers",
      Type.lookup(Type.STRING),
      "a header by name, in any case; an error if it stands twice"),
  /** All headers. */
  REQUEST_HEADER_VALUES(
      "request.headerValues",
      Type.lookup(Type.list(Type.STRING)),
      "all values of a header by name, as a list"),
  /** Query parameters that stand once. */
  QUERY(
      "query",
      Type.lookup(Type.STRING),
      "a query parameter by name, decoded; an error if it stands twice"),
  /** All query parameters. */
  QUERY_VALUES(
      "queryValues",
      Type.lookup(Type.list(Type.STRING)),
      "all values of a query parameter by name, as a list"),
  /** The host, in short. */
  HOST("host", Type.STRING, "the same as `request.host`"),
  /** The port, in short. */
  PORT("port", Type.INT, "the same as `request.port`"),
  /** The time, in short. */
  NOW("now", Type.TIMESTAMP, "the same as `request.time`"),
  /** The client's address. */
  CLIENT_ADDRESS("client.address", Type.STRING, "the client's address, behind trusted proxies too"),
  /** The client's network. */
  CLIENT_NETWORK("client.network", Type.STRING, "its network: the /24 of IPv4, the /64 of IPv6"),
  /** The claims. */
  TOKEN(
      "token",
      Type.map(Type.STRING, Type.DYN),
      "the claims of the verified token, and `token.scopes`; empty for an anonymous client"),
  /** Whether there is a principal. */
  PRINCIPAL_AUTHENTICATED(
      "principal.authenticated", Type.BOOL, "whether a credential was verified"),
  /** The subject. */
  PRINCIPAL_ID(
      "principal.id",
      Type.STRING,
      "the token's subject, or whom a key or a certificate names; absent for an anonymous client"),
  /** The issuer. */
  PRINCIPAL_ISSUER(
      "principal.issuer",
      Type.STRING,
      "the token's issuer, `api-keys`, `certificates` or a trust domain; absent likewise"),
  /** The client's id. */
  PRINCIPAL_CLIENT_ID("principal.clientId", Type.STRING, "the token's client; absent if not named"),
  /** The claimed roles. */
  PRINCIPAL_ROLES(
      "principal.roles",
      Type.list(Type.STRING),
      "the roles that the token's `rolesClaim` lists; not those of `roles:`, which `who` names"),
  /** The handler. */
  HANDLER(
      "handler",
      Type.STRING,
      "the handler that a framework chose, `com.acme.Orders#get`; known late") {
    @Override
    boolean late() {
      return true;
    }
  },
  /** The SOAP operation. */
  SOAP_OPERATION(
      "soap.operation",
      Type.STRING,
      "the SOAP operation that a framework is about to invoke, whatever `SOAPAction` says; absent"
          + " where there is none; known late") {
    @Override
    boolean late() {
      return true;
    }
  };

  private static final Attribute[] ALL = values();

  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // a type is final and whole
  final Type type;

  private final String meaning;

  Attribute(String text, Type type, String meaning) {
    this.text = text;
    this.type = type;
    this.meaning = meaning;
  }

  /** The attribute with an index of {@link Attributes#get}. */
  public static Attribute at(int index) {
    return ALL[index];
  }

  /** How conditions write it. */
  public String text() {
    return text;
  }

  /** What it is, for the reference. */
  String meaning() {
    return meaning;
  }

  /** Whether it is known only where a framework has chosen the handler. */
  boolean late() {
    return false;
  }
}
