package io.bartizan.cli;

/** Records as the audit trail writes them, as far as they tell of requests. */
final class Records {

  static final String LINES =
      record("d-1", "GET", "/orders/7", "PERMITTED", "orders", "rule", 200, "alice", "clerk")
          + record(
              "d-2",
              "DELETE",
              "/customers/7",
              "REFUSED",
              "analytics-no-write",
              "rule",
              403,
              "bob",
              "clerk")
          + record("d-3", "GET", "/orders/7", "REFUSED", null, "no rule, no credential", 401, null)
          + "{\"class_uid\":6002,\"metadata\":{\"uid\":\"p-1\"}}\n"
          + record("d-4", "GET", "/healthz", "PERMITTED", "health", "rule", 200, null);

  private Records() {}

  static String record(
      String id,
      String method,
      String path,
      String outcome,
      String rule,
      String reason,
      int status,
      String subject,
      String... roles) {
    StringBuilder groups = new StringBuilder();
    for (String role : roles) {
      groups.append(groups.isEmpty() ? "" : ",").append("{\"name\":\"" + role + "\"}");
    }
    return "{\"time\":1,\"class_uid\":6003,\"policy\":{\"uid\":\"sha256:00\"},"
        + (rule == null ? "" : "\"firewall_rule\":{\"name\":\"" + rule + "\"},")
        + "\"metadata\":{\"uid\":\""
        + id
        + "\"},\"actor\":{\"user\":{"
        + (subject == null
            ? "\"name\":\"anonymous\",\"type_id\":0"
            : "\"uid\":\""
                + subject
                + "\",\"domain\":\"https://idp.example.com/realms/shop\",\"groups\":["
                + groups
                + "]")
        + "}},\"src_endpoint\":{\"ip\":\"10.1.2.3\",\"port\":50000},"
        + "\"dst_endpoint\":{\"hostname\":\"shop.example\",\"port\":8443},"
        + "\"http_request\":{\"http_method\":\""
        + method
        + "\",\"url\":{\"path\":\""
        + path
        + "\",\"hostname\":\"shop.example\",\"scheme\":\"https\",\"port\":8443}},"
        + "\"http_response\":{\"code\":"
        + status
        + "},\"unmapped\":{\"outcome\":\""
        + outcome
        + "\",\"reason\":\""
        + reason
        + "\"}}\n";
  }
}
