package io.bartizan.cli;

import io.bartizan.policy.Cidr;
import io.bartizan.policy.HandlerPattern;
import io.bartizan.policy.Rule;
import io.bartizan.policy.Who;
import io.bartizan.policy.trial.Given;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Single changes of a request, each of one attribute. Which of them matter, the engine tells. */
final class Edits {

  private static final List<String> METHODS =
      Arrays.asList("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final Given given;

  Edits(Given given) {
    this.given = given;
  }

  /** The changes after which an attribute is one that a rule asks for. */
  List<Change> having(String attribute, Rule rule) {
    List<Change> all = new ArrayList<>();
    switch (attribute) {
      case "method":
        rule.methods().forEach(method -> all.add(method(method)));
        break;
      case "host":
        for (String host : rule.hosts()) {
          String named = host.startsWith("*.") ? "www" + host.substring(1) : host;
          all.add(change("with the host " + named, given.but().host(named)));
        }
        break;
      case "port":
        rule.ports().forEach(p -> all.add(change("on port " + p, given.but().port(p))));
        break;
      case "from":
        rule.from().forEach(network -> all.add(from(network)));
        break;
      case "who":
        rule.who().forEach(who -> add(all, being(who)));
        break;
      case "except":
        all.addAll(withoutClaims());
        break;
      case "handler":
        for (HandlerPattern handler : rule.late().handlers()) {
          all.add(change("at the handler " + handler, given.but().handler(handler.sample())));
        }
        rule.late()
            .routes()
            .forEach(r -> all.add(change("at the route " + r, given.but().route(r))));
        rule.late()
            .operations()
            .forEach(o -> all.add(change("for the operation " + o, given.but().operation(o))));
        break;
      default:
    }
    return all;
  }

  /** The changes after which a deny that matches no longer does. */
  List<Change> escaping(Rule deny) {
    List<Change> all = new ArrayList<>(withoutClaims());
    deny.except().forEach(who -> add(all, being(who)));
    if (!deny.methods().isEmpty() && !deny.methods().contains("*")) {
      all.addAll(otherMethods());
    }
    if (!deny.from().isEmpty()) {
      all.add(change("from 198.51.100.1", given.but().address("198.51.100.1")));
    }
    return all;
  }

  Change anonymous() {
    return change("without a token", given.but().claims(null).roles(Collections.emptySet()));
  }

  List<Change> otherMethods() {
    List<Change> all = new ArrayList<>();
    for (String method : METHODS) {
      if (!method.equals(given.method())) {
        all.add(method(method));
      }
    }
    return all;
  }

  /** With one thing less of what a role may come from. */
  List<Change> withoutClaims() {
    List<Change> all = new ArrayList<>();
    for (String role : given.roles()) {
      Set<String> left = new LinkedHashSet<>(given.roles());
      left.remove(role);
      all.add(change("without the role " + role, given.but().roles(left)));
    }
    Map<String, Object> claims = given.claims();
    if (claims != null) {
      ClaimEdits.removals(
          claims, (words, left) -> all.add(change(words, given.but().claims(left))));
    }
    return all;
  }

  /** A message or a token that is refused before any rule is asked, without what may be wrong. */
  List<Change> mended() {
    List<Change> all = new ArrayList<>();
    String plain = RequestLine.parse(given.method() + " " + given.target()).path();
    all.add(change("with the path spelt " + plain, given.but().target(plain)));
    all.addAll(withoutClaims());
    return all;
  }

  private Change method(String method) {
    String sent = method.equals("*") ? "GET" : method;
    return change("with the method " + sent, given.but().method(sent));
  }

  private Change from(Cidr network) {
    String text = network.toString();
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    return change("from " + network, given.but().address(address));
  }

  private @Nullable Change being(Who who) {
    Map<String, Object> claims = given.claims();
    Given.Builder known =
        given.but().claims(claims == null ? new LinkedHashMap<>() : new LinkedHashMap<>(claims));
    String name = who.name();
    switch (who.kind()) {
      case ROLE:
        Set<String> roles = new LinkedHashSet<>(given.roles());
        roles.add(String.valueOf(name));
        return change("with the role " + name, known.roles(roles));
      case USER:
        return change("as user " + name, known.claims(ClaimEdits.with(claims, "sub", name)));
      case CLIENT:
        return change(
            "by client " + name, known.claims(ClaimEdits.with(claims, "client_id", name)));
      case AUTHENTICATED:
        return change("with a valid token", known);
      default:
        return null;
    }
  }

  private static void add(List<Change> all, @Nullable Change change) {
    if (change != null) {
      all.add(change);
    }
  }

  private static Change change(String words, Given.Builder given) {
    return new Change(words, 1, given.build());
  }
}
