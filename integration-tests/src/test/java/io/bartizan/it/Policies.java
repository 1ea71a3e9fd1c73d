package io.bartizan.it;

/** The corpora's policies in the grammar of the policy file. */
final class Policies {

  private static final String HEAD =
      """
      version: 1
      application: corpus
      identity:
        issuers:
          - issuer: https://issuer.test
            audience: [api]
            algorithms: [RS256, ES256, PS256, EdDSA]
            jwks: jwks.json
            rolesClaim: roles
      """;

  private static final String PUBLIC_AND_ADMIN =
      """
      rules:
        - name: public
          allow: {method: [GET], path: /public/**}
          who: anyone
        - name: admin
          allow: {path: /admin/**}
          who: [admin]
      """;

  static final String P0 = HEAD + PUBLIC_AND_ADMIN;

  /** For applications whose paths are their own: nobody else enters anywhere. */
  static final String ADMIN_ONLY =
      HEAD
          + """
          rules:
            - name: everything
              allow: {path: /**}
              who: [admin]
          """;

  static final String P1 =
      HEAD
          + "  trustedProxies: [192.0.2.10/32]\n"
          + PUBLIC_AND_ADMIN
          + """
            - name: ops
              allow: {method: [GET], path: /ops/**}
              who: anyone
              from: [10.0.0.0/8]
          """;

  static final String P3 =
      HEAD
          + """
          rules:
            - name: everything
              allow: {path: /**}
              who: anyone
            - name: admin-only
              deny: {path: /admin/**}
              except: [admin]
          """;

  /** For the walk: files that anyone may read, and a limit that a person can reach. */
  static final String WALK =
      HEAD
          + PUBLIC_AND_ADMIN
          + """
            - name: files
              allow: {method: [GET], path: /public-files/**}
              who: anyone
          limits:
            - {name: per-user, key: principal.id, rate: 20/1h, burst: 20}
          """;

  /** A handler that is only for some, whatever leads to it. */
  static final String HANDLER_DENIED =
      HEAD
          + """
          rules:
            - name: rest
              allow: {method: [GET], path: /rs/**}
              who: anyone
            - name: admin-resource
              deny: {handler: io.bartizan.testapp.AdminResource}
              except: [admin]
          """;

  /** Nothing is permitted but by the handler or the route that a request comes to. */
  static final String HANDLER_ALLOWED =
      HEAD
          + """
          rules:
            - name: public
              allow: {method: [GET], path: "/public/**"}
              who: anyone
            - name: order
              allow: {method: [GET], path: "/rs/**", handler: "io.bartizan.testapp.OrdersResource#get"}
              who: anyone
            - name: items
              allow: {method: [GET], route: "/rs/public/items/{item}"}
              who: anyone
            - name: page
              allow: {method: [GET], path: "/rs/**", handler: "io.bartizan.testapp.PublicResource"}
              who: anyone
            - name: admin
              allow: {path: "/rs/**", handler: "io.bartizan.testapp.AdminResource"}
              who: [admin]
            - name: nothing
              allow: {path: "/ops/**", handler: "com.acme.**"}
              who: anyone
          """;

  /** P3 with the resource that only administrators may reach named by its handler. */
  static final String REST_DENY_LIST =
      HEAD
          + """
          rules:
            - name: everything
              allow: {path: /**}
              who: anyone
            - name: admin-only
              deny: {handler: "io.bartizan.testapp.AdminResource#*"}
              except: [admin]
          """;

  /** One line makes the annotations of the application's own code bind. */
  static final String ROLES =
      HEAD
          + """
          roleAnnotations: enforce
          rules:
            - name: rest
              allow: {method: [GET], path: /rs/**}
              who: anyone
          """;

  /** What a request must have, what it must not, and what its handler must be. */
  static final String CONDITIONS =
      HEAD
          + """
          roles:
            one-of-us: token.iss == 'https://issuer.test' && 'user' in token.roles
          vars:
            here: client.address.inCidr(['127.0.0.0/8', '::1/128'])
            isOwn: path.who == principal.id && here
          rules:
            - name: own
              allow: {method: [GET], path: "/rs/public/{who}"}
              who: [one-of-us]
              when: >-
                isOwn && request.headers['X-Tenant'] == 'shop'
                && query.page == '2' && query.q == 'é'
                && now > timestamp('2020-01-01T00:00:00Z')
                && now.weekday('Europe/Berlin') in ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN']
            - name: item
              allow: {method: [GET], path: "/rs/**"}
              who: anyone
              when: handler == 'io.bartizan.testapp.ItemResource#get' && request.path.contains('/public/')
            - name: not-8
              deny: {path: "/rs/public/items/{item}"}
              when: path.item == '8'
          """;

  /** Two roles, and each may call other operations of one path. */
  static final String OPERATIONS =
      HEAD
          + """
          rules:
            - name: read
              allow: {method: [POST], path: "/rs/**", operation: balance}
              who: [user]
            - name: write
              allow: {method: [POST], path: "/rs/**"}
              who: [admin]
              when: soap.operation in ['transfer', 'note']
            - name: wsdl
              allow: {method: [GET], path: "/rs/**"}
              who: anyone
            - name: no-call-by-get
              deny: {method: [GET], path: "/rs/**", operation: [balance, transfer, note]}
          """;

  /** What a server is to be learned with: nothing is refused. */
  static final String LEARNING =
      HEAD.replace("version: 1\n", "version: 1\nmode: observe\n") + "rules: []\n";

  private Policies() {}

  static String of(String name) {
    switch (name) {
      case "P0":
        return P0;
      case "P1":
        return P1;
      case "P3":
        return P3;
      default:
        throw new IllegalArgumentException(name);
    }
  }
}
