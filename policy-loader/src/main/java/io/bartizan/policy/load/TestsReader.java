package io.bartizan.policy.load;

import io.bartizan.policy.Addresses;
import io.bartizan.policy.Effect;
import io.bartizan.policy.trial.Given;
import io.bartizan.policy.trial.PolicyTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The section {@code tests}. */
final class TestsReader {

  private static final int MAX_PORT = 65535;

  private final Problems problems;
  private final Set<String> names = new HashSet<>();

  TestsReader(Problems problems) {
    this.problems = problems;
  }

  List<PolicyTest> read(List<Tree> items) {
    List<PolicyTest> tests = new ArrayList<>();
    for (Tree item : items) {
      PolicyTest test = test(item, tests.size());
      if (test != null) {
        if (!names.add(test.name())) {
          problems.add(
              Code.BZ1016, item, "a second test is named '" + test.name() + "'", "rename one");
        }
        tests.add(test);
      }
    }
    return tests;
  }

  private @Nullable PolicyTest test(Tree item, int order) {
    Fields fields = Fields.of(item, "a test", problems, "name", "given", "expect");
    if (fields == null) {
      return null;
    }
    Tree.Scalar name = fields.text("name");
    Given given = given(fields.required("given", "a test"));
    Tree wanted = fields.required("expect", "a test");
    Fields expect = Fields.of(wanted, "'expect'", problems, "decision", "rule", "status");
    if (given == null || expect == null) {
      return null;
    }
    if (expect.mapping().entries.isEmpty()) {
      problems.add(
          Code.BZ1008, expect.mapping(), "nothing is expected", "write decision: allow, or deny");
    }
    Tree.Scalar rule = expect.text("rule");
    return new PolicyTest(
        name == null ? "test-" + (order + 1) : name.text,
        item.line,
        item.column,
        given,
        decision(expect),
        rule == null ? null : rule.text,
        number(expect, "status", 400, 599));
  }

  private @Nullable Effect decision(Fields expect) {
    Tree.Scalar word = expect.text("decision");
    if (word == null) {
      return null;
    }
    if (!word.text.equals("allow") && !word.text.equals("deny")) {
      problems.add(
          Code.BZ1010,
          word,
          "a decision can't be '" + word.text + "'",
          Suggestion.among(word.text, "allow", "deny"));
    }
    return word.text.equals("allow") ? Effect.ALLOW : Effect.DENY;
  }

  private @Nullable Given given(@Nullable Tree tree) {
    Fields fields =
        Fields.of(
            tree,
            "'given'",
            problems,
            "method",
            "path",
            "host",
            "port",
            "address",
            "headers",
            "token",
            "handler",
            "route",
            "operation",
            "time");
    if (fields == null) {
      return null;
    }
    Given.Builder given = new Given.Builder();
    Tree.Scalar method = fields.text("method");
    if (method != null) {
      given.method(method.text);
    }
    target(fields.requiredText("path", "'given'"), given);
    int port = number(fields, "port", 1, MAX_PORT);
    if (port > 0) {
      given.port(port);
    }
    address(fields.text("address"), given);
    headers(fields.get("headers"), given);
    token(fields.get("token"), given);
    time(fields.text("time"), given);
    return given
        .host(text(fields.text("host")))
        .handler(text(fields.text("handler")))
        .route(text(fields.text("route")))
        .operation(text(fields.text("operation")))
        .build();
  }

  private void time(Tree.@Nullable Scalar text, Given.Builder given) {
    Instant time = text == null ? null : Times.instant(text.text);
    if (text != null && time == null) {
      problems.add(
          Code.BZ1057,
          text,
          "'" + text.text + "' is no time",
          "write 2026-12-01T00:00:00Z, or with an offset: 2026-12-01T00:00:00+01:00");
    }
    given.time(time);
  }

  private static @Nullable String text(Tree.@Nullable Scalar scalar) {
    return scalar == null ? null : scalar.text;
  }

  private void target(Tree.@Nullable Scalar path, Given.Builder given) {
    if (path == null) {
      return;
    }
    if (!path.text.startsWith("/")) {
      problems.add(
          Code.BZ1011,
          path,
          "'" + path.text + "' is no path of a request",
          "a path begins with '/': write '/" + path.text + "'");
    }
    given.target(path.text);
  }

  private void address(Tree.@Nullable Scalar address, Given.Builder given) {
    if (address == null) {
      return;
    }
    if (Addresses.parse(address.text) == null) {
      problems.add(
          Code.BZ1012,
          address,
          "'" + address.text + "' is no numeric address",
          "write 10.1.2.3 or 2001:db8::7");
    }
    given.address(address.text);
  }

  private void headers(@Nullable Tree tree, Given.Builder given) {
    if (tree != null && !(tree instanceof Tree.Mapping)) {
      problems.add(Code.BZ1009, tree, "'headers' is a mapping, and here is " + tree.kind(), null);
    }
    if (tree instanceof Tree.Mapping) {
      for (Tree.Entry header : ((Tree.Mapping) tree).entries) {
        if (header.value instanceof Tree.Scalar) {
          given.header(header.key.text, ((Tree.Scalar) header.value).text);
        } else {
          problems.add(
              Code.BZ1009,
              header.value,
              "a header is a text, and here is " + header.value.kind(),
              null);
        }
      }
    }
  }

  private void token(@Nullable Tree tree, Given.Builder given) {
    if (tree instanceof Tree.Mapping) {
      given.claims(Claims.of((Tree.Mapping) tree));
    } else if (tree != null) {
      problems.add(
          Code.BZ1009,
          tree,
          "'token' is a mapping of claims, and here is " + tree.kind(),
          "write token: {sub: alice}, or leave it out for a request without a token");
    }
  }

  /** A number within bounds; 0 where there is none. */
  private int number(Fields fields, String key, int least, int most) {
    Tree.Scalar text = fields.text(key);
    if (text == null) {
      return 0;
    }
    int number = text.text.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(text.text) : 0;
    if (number < least || number > most) {
      problems.add(
          Code.BZ1010,
          text,
          "'" + text.text + "' is no " + key,
          "it is a number from " + least + " to " + most);
    }
    return number;
  }
}
