package io.bartizan.cli;

import io.bartizan.policy.Issuer;
import io.bartizan.policy.Limit;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicySource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The settings of a policy, defaults filled in, each with where it comes from. */
final class Settings {

  private final PolicySource source;
  private final Map<String, String> all = new LinkedHashMap<>();

  private Settings(PolicySource source) {
    this.source = source;
  }

  static Map<String, String> of(PolicySource source) {
    Policy policy = source.policy();
    Settings settings = new Settings(source);
    if (policy != null) {
      settings.read(policy);
    }
    return settings.all;
  }

  private void read(Policy policy) {
    add("mode", policy.mode().name().toLowerCase(Locale.ROOT), "mode");
    add("application", policy.application(), "application");
    List<Issuer> issuers = policy.issuers();
    for (int i = 0; i < issuers.size(); i++) {
      Issuer issuer = issuers.get(i);
      String name = "identity.issuers[" + i + "].";
      add(name + "issuer", issuer.issuer(), "identity", "issuers", i, "issuer");
      add(name + "audience", issuer.audience(), "identity", "issuers", i, "audience");
      add(name + "algorithms", issuer.algorithms(), "identity", "issuers", i, "algorithms");
      String jwks = issuer.jwks();
      add(
          name + "jwks",
          jwks == null ? "found through the issuer" : jwks,
          "identity",
          "issuers",
          i,
          "jwks");
      String claim = issuer.rolesClaim();
      add(
          name + "rolesClaim",
          claim == null ? "none" : claim,
          "identity",
          "issuers",
          i,
          "rolesClaim");
    }
    add("identity.trustedProxies", policy.trustedProxies(), "identity", "trustedProxies");
    add("roles", policy.roleNames(), "roles");
    add("rules", policy.rules().size(), "rules");
    if (policy.files().size() > 1) {
      add("includes", policy.files().subList(1, policy.files().size()), "includes");
    }
    List<Limit> limits = policy.limits();
    for (int i = 0; i < limits.size(); i++) {
      Limit limit = limits.get(i);
      add("limits[" + i + "].name", limit.name(), "limits", i, "name");
      add("limits[" + i + "].key", limit.key(), "limits", i, "key");
    }
    add("roleAnnotations", policy.roleAnnotations() ? "enforce" : "ignore", "roleAnnotations");
    add("audit.file", policy.audit(), "audit", "file");
  }

  private void add(String name, Object value, Object... steps) {
    String place = source.has(steps) ? "line " + source.place(steps).line() : "default";
    all.put(name, value + "  (" + place + ")");
  }
}
