package io.bartizan.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Policies for tests, written where only their owner may write. */
final class Drafts {

  static final String SHOP =
      """
      version: 1
      application: shop
      identity:
        issuers:
          - issuer: https://idp.example.com/realms/shop
            audience: [orders-api]
            rolesClaim: realm_access.roles
      roles:
        analyst: "'marketing' in token.groups"
      rules:
        - name: health
          allow: {method: [GET], path: /healthz}
          who: anyone
        - name: orders
          allow: {path: "/orders/{id}"}
          who: [clerk]
        - name: customers
          allow: {method: [GET, DELETE], path: "/customers/{id}"}
          who: [analyst, clerk]
        - name: analytics-no-write
          deny: {method: [POST, PUT, PATCH, DELETE], path: "/customers/**"}
          who: [analyst]
        - name: inside
          allow: {path: "/internal/**"}
          who: authenticated
          from: [10.0.0.0/8]
      tests:
        - name: marketing cannot delete
          given: {method: DELETE, path: /customers/7, token: {groups: [marketing]}}
          expect: {decision: deny, rule: analytics-no-write, status: 403}
        - name: clerks read orders
          given: {path: /orders/7, token: {realm_access: {roles: [clerk]}}}
          expect: {decision: allow, rule: orders}
      """;

  /** The keys that {@link #SHOP} has no use for. */
  static final String BANK =
      """
      version: 1
      application: bank
      identity:
        issuers:
          - issuer: https://idp.example.com/realms/bank
            audience: [bank]
      roles:
        teller: "'bank' in token.groups"
        manager: {when: "'chief' in token.groups", inherits: [teller]}
        director: {inherits: manager}
      rules:
        - name: read
          allow: {method: [POST], path: /services/bank, operation: [balance, history]}
          who: [teller]
        - name: write
          allow: {method: [POST], path: /services/bank}
          who: [manager]
          when: soap.operation.startsWith('transfer')
        - name: no-close
          deny: {path: /services/bank, operation: close}
          expires: 2026-12-01T00:00:00+01:00
        - name: try
          deny: {method: [POST], path: /services/bank}
          mode: observe
      tests:
        - name: before the end
          given:
            method: POST
            path: /services/bank
            operation: balance
            token: {groups: [chief]}
            time: 2026-11-30T12:00:00Z
          expect: {decision: allow, rule: read}
      """;

  private Drafts() {}

  static Path write(Path folder, String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    file.toFile().setWritable(false, false);
    file.toFile().setWritable(true, true);
    return file;
  }

  static Path shop(Path folder) throws IOException {
    return write(folder, "bartizan.yaml", SHOP);
  }
}
