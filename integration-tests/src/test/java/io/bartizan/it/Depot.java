package io.bartizan.it;

import io.bartizan.engine.audit.AuditEvent;
import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.policy.AuditSink;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * A depot's service as it was used for a month: 54 methods of 41 paths, six roles, and what else
 * comes in on an ordinary day. The same each time; the records are written by the agent's own
 * trail.
 */
final class Depot {

  static final String HOST = "depot.example";
  static final int RECORDS = 100_000;

  /** Everybody's token has this role as well; it must not become a reason to let anybody in. */
  private static final String COMMON = "offline_access";

  /** How often, the method, the path, whether a framework tells the template, and for whom. */
  private static final String[] ROUTES = {
    "40 GET /health - -",
    "20 GET /login - -",
    "12 POST /api/sessions - -",
    "90 GET /api/orders jaxrs clerk manager support",
    "120 GET /api/orders/{id:n} jaxrs clerk manager support auditor",
    "40 POST /api/orders jaxrs clerk",
    "30 PUT /api/orders/{id:n} jaxrs clerk manager",
    "4 DELETE /api/orders/{id:n} jaxrs manager",
    "6 GET /api/orders/export jaxrs manager auditor",
    "35 GET /api/orders/{id:n}/lines jaxrs clerk warehouse",
    "22 POST /api/orders/{id:n}/lines jaxrs clerk",
    "9 DELETE /api/orders/{id:n}/lines/{line:n} jaxrs clerk",
    "18 POST /api/orders/{id:n}/shipment jaxrs warehouse",
    "16 GET /api/orders/{id:n}/shipment jaxrs warehouse support",
    "14 GET /api/orders/{id:n}/invoice.pdf jaxrs clerk auditor",
    "60 GET /api/customers/{id:n} jaxrs clerk support manager",
    "25 GET /api/customers jaxrs clerk support",
    "10 POST /api/customers jaxrs clerk",
    "9 PATCH /api/customers/{id:n} jaxrs clerk",
    "3 DELETE /api/customers/{id:n} jaxrs admin",
    "12 GET /api/customers/{id:n}/orders jaxrs clerk support",
    "7 POST /api/customers/{id:n}/notes jaxrs support",
    "11 GET /api/customers/{id:n}/notes jaxrs support manager",
    "70 GET /stock/{sku:s} - warehouse clerk",
    "28 PUT /stock/{sku:s} - warehouse",
    "8 GET /stock/{sku:s}/movements - warehouse auditor",
    "15 GET /stock - warehouse clerk",
    "5 POST /stock/count - warehouse",
    "20 GET /pallets/{id:u} - warehouse",
    "13 POST /pallets - warehouse",
    "9 PUT /pallets/{id:u}/place - warehouse",
    "6 GET /docks - warehouse manager",
    "10 GET /docks/{id:d}/today - warehouse",
    "12 GET /timetable/{day:t} - warehouse manager",
    "7 PUT /timetable/{day:t} - manager",
    "8 GET /reports/{day:t}/sales - manager auditor",
    "6 GET /reports/{day:t}/returns - manager auditor",
    "4 GET /reports/yearly - auditor",
    "11 GET /search - clerk support",
    "6 GET /carriers jaxrs warehouse support",
    "5 GET /carriers/{code:c} jaxrs warehouse support",
    "7 GET /suppliers/{id:n} jaxrs manager",
    "4 PUT /suppliers/{id:n}/terms jaxrs manager",
    "8 GET /prices/{sku:s} - clerk support manager",
    "9 GET /profile - clerk manager warehouse support auditor admin",
    "10 POST /returns - support",
    "12 GET /returns/{id:n} - support warehouse",
    "5 POST /returns/{id:n}/refund - manager",
    "5 GET /admin/users - admin",
    "6 GET /admin/users/{id:u} - admin",
    "4 POST /admin/users - admin",
    "3 DELETE /admin/users/{id:u} - admin",
    "4 GET /admin/audit - admin auditor",
    "3 POST /admin/cache/clear - admin",
  };

  /** People of each role. */
  private static final String[] PEOPLE = {
    "clerk 24", "manager 6", "warehouse 18", "support 9", "auditor 3", "admin 2"
  };

  private final Random random = new Random(20261126);
  private final List<Route> routes = new ArrayList<>();
  private final Policy policy;
  private long millis = 1_793_520_000_000L; // 2026-11-01T08:00:00Z
  private int number;

  private record Route(
      int weight, String method, String path, boolean framework, List<String> roles) {}

  Depot(Path policy) throws Exception {
    this.policy = PolicyLoader.load(policy);
    for (String line : ROUTES) {
      String[] words = line.split(" ");
      List<String> roles = new ArrayList<>(Arrays.asList(words).subList(4, words.length));
      if (words[3].equals("-") && roles.equals(List.of("-"))) {
        roles.clear();
      }
      routes.add(
          new Route(
              Integer.parseInt(words[0]), words[1], words[2], words[3].equals("jaxrs"), roles));
    }
  }

  static int routes() {
    return ROUTES.length;
  }

  /** The month's trail; among it what nothing should be learned from. */
  void month(Path trail) throws Exception {
    write(
        trail,
        RECORDS,
        i -> {
          int dice = random.nextInt(1000);
          if (dice < 8) {
            return scan();
          }
          if (dice < 12) {
            return used().status(500).build();
          }
          if (dice < 20) {
            return used().status(404).build();
          }
          if (dice < 24) {
            return anonymous(pick()).status(302).build();
          }
          if (dice < 25) {
            // Some pages show a form to whoever is not logged in.
            return anonymous(stock()).status(200).build();
          }
          if (i % 30_000 == 29_999) {
            return event(new Route(0, "POST", "/admin/reindex", false, List.of()), "admin").build();
          }
          if (dice < 27) {
            return stolen();
          }
          return dice < 29 ? refused() : used().build();
        });
  }

  /** Only what went well, for a replay that must find each of it permitted. */
  void ordinary(Path trail, int count) throws Exception {
    write(trail, count, i -> used().build());
  }

  /** What nobody did: each route by another method, as others, elsewhere, and routes beside it. */
  void foreign(Path trail) throws Exception {
    List<AuditEvent> all = new ArrayList<>();
    for (Route route : routes) {
      String person = route.roles().isEmpty() ? null : route.roles().get(0);
      for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")) {
        boolean used =
            routes.stream()
                .anyMatch(r -> r.path().equals(route.path()) && r.method().equals(method));
        if (!used) {
          all.add(event(route, person).method(method).build());
        }
      }
      if (person != null) {
        all.add(anonymous(route).build());
        for (String line : PEOPLE) {
          String role = line.split(" ")[0];
          if (!route.roles().contains(role)) {
            all.add(event(route, role).build());
          }
        }
        all.add(event(route, COMMON).build());
      }
      for (String host : List.of("depot.example.org", "10.0.0.7", "localhost")) {
        all.add(event(route, person).host(host).build());
      }
      // A code may be any word; what else varies has a shape.
      boolean word = route.path().endsWith(":c}");
      for (String more : List.of("/more/of/it", "/..;", word ? "/" : ".bak", "/1/2/3")) {
        String path = path(route.path()) + more;
        all.add(event(route, person).path(path).route(null).build());
      }
      if (route.path().contains("{") && !word) {
        String path = route.path().replaceAll("\\{[^}]*}", "purge");
        all.add(event(route, person).path(path).route(null).build());
      }
    }
    int[] next = {0};
    write(trail, all.size(), i -> all.get(next[0]++));
  }

  private interface Source {
    AuditEvent event(int number);
  }

  private void write(Path file, int count, Source source) throws Exception {
    try (AuditTrail trail = AuditTrail.open(new AuditSink(AuditSink.Kind.FILE, file))) {
      for (int i = 0; i < count; i++) {
        while (!trail.reserve()) {
          LockSupport.parkNanos(100_000);
        }
        trail.record(source.event(i));
      }
      if (!trail.flush(60_000) || trail.written() != count) {
        throw new IllegalStateException(trail.written() + " of " + count + " were written");
      }
    }
  }

  private Route pick() {
    int all = routes.stream().mapToInt(Route::weight).sum();
    int at = random.nextInt(all);
    for (Route route : routes) {
      at -= route.weight();
      if (at < 0) {
        return route;
      }
    }
    throw new IllegalStateException("weights add up");
  }

  private AuditEvent.Builder used() {
    Route route = pick();
    List<String> roles = route.roles();
    return event(route, roles.isEmpty() ? null : roles.get(random.nextInt(roles.size())));
  }

  private AuditEvent.Builder anonymous(Route route) {
    return event(route, null);
  }

  /** A request that somebody of a role makes, or nobody in particular. */
  private AuditEvent.Builder event(Route route, String role) {
    millis += random.nextInt(48_000);
    AuditEvent.Builder event =
        new AuditEvent.Builder()
            .decisionId(String.format(Locale.ROOT, "depot-%06d", ++number))
            .timeMillis(millis)
            .outcome(AuditEvent.Outcome.OBSERVED)
            .reason(role == null ? "no rule, no credential" : "no rule")
            .policyDigest(policy.digest())
            .mode("observe")
            .application(policy.application())
            .clientAddress("10.1." + random.nextInt(4) + "." + (1 + random.nextInt(250)))
            .clientPort(40_000 + random.nextInt(20_000))
            .method(route.method())
            .path(path(route.path()))
            .host(HOST)
            .localPort(8443)
            .scheme("https")
            .protocol("HTTP/1.1")
            .server("tomcat 9.0")
            .status(route.method().equals("POST") ? 201 : 200)
            .latencyNanos(1_000_000L * (1 + random.nextInt(40)));
    if (route.framework()) {
      event.route(route.path().replaceAll("\\{([a-z]+):[a-z]}", "{$1}"));
      event.handler("com.acme.depot.Resource#handle");
    }
    if (role != null) {
      event
          .principalId(role + "-" + (1 + random.nextInt(people(role))))
          .issuer("https://idp.example.com/realms/depot")
          .clientId("depot-web")
          .roles(role.equals(COMMON) ? List.of(COMMON) : List.of(role, COMMON));
    }
    return event;
  }

  private static int people(String role) {
    for (String line : PEOPLE) {
      if (line.startsWith(role + " ")) {
        return Integer.parseInt(line.substring(role.length() + 1));
      }
    }
    return 5;
  }

  private AuditEvent scan() {
    String[] tried = {"/admin/*", "/{id}", "/**", "/a\nb", "/wp-login.php", "/.env"};
    Route any = new Route(1, "GET", tried[random.nextInt(tried.length)], false, List.of());
    // Some applications answer everybody, whatever they ask for and wherever they think they are.
    int status = any.path().startsWith("/wp") || any.path().startsWith("/.") ? 404 : 200;
    AuditEvent.Builder event = event(any, null).path(any.path()).status(status);
    return random.nextInt(4) > 0 ? event.build() : event.path("/").host("evil.example").build();
  }

  private Route named(String path) {
    return routes.stream().filter(route -> route.path().equals(path)).findFirst().orElseThrow();
  }

  private Route stock() {
    return named("/stock");
  }

  /** By a rule of an earlier policy, say. */
  private AuditEvent refused() {
    return event(named("/admin/users"), random.nextBoolean() ? "clerk" : "support")
        .outcome(AuditEvent.Outcome.REFUSED)
        .reason("no rule")
        .mode("enforce")
        .status(403)
        .build();
  }

  private AuditEvent stolen() {
    return anonymous(pick())
        .outcome(AuditEvent.Outcome.OBSERVED)
        .reason("invalid token: signature")
        .credentialRefused(true)
        .status(200)
        .build();
  }

  private String path(String template) {
    String path = template;
    for (int at = path.indexOf('{'); at >= 0; at = path.indexOf('{')) {
      int end = path.indexOf('}', at);
      path = path.substring(0, at) + value(path.substring(at + 1, end)) + path.substring(end + 1);
    }
    return path;
  }

  private String value(String variable) {
    switch (variable.substring(variable.indexOf(':') + 1)) {
      case "n":
        return Integer.toString(1000 + random.nextInt(5000));
      case "d":
        return Integer.toString(1 + random.nextInt(12));
      case "s":
        return String.format(Locale.ROOT, "SKU-%05d", random.nextInt(2000));
      case "t":
        return String.format(Locale.ROOT, "2026-11-%02d", 1 + random.nextInt(28));
      case "c":
        return List.of("dhl", "ups", "gls", "post", "own-fleet").get(random.nextInt(5));
      case "u":
        return new java.util.UUID(random.nextLong(), random.nextLong()).toString();
      default:
        return "id";
    }
  }
}
