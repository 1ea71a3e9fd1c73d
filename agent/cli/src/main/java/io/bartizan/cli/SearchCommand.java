package io.bartizan.cli;

import io.bartizan.desk.query.Query;
import io.bartizan.desk.trail.TrailRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code search}. */
@Command(
    name = "search",
    description = {
      "Print the records of audit trails that satisfy every criterion, in the order of time.",
      "Texts are compared whole; * stands for any characters."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all was read, whether anything was found or not",
      "2:a log can't be read, or the command was called wrongly",
      "3:a sealed log or its key can't be used",
      "5:a sealed log was tampered with"
    })
final class SearchCommand implements Callable<Integer> {

  private final Shell shell;
  private final Query query = new Query();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "LOG", description = LogOptions.LOGS)
  private List<String> files = new ArrayList<>();

  @Mixin private LogOptions logs = new LogOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "text, json (a line each) or csv")
  private String format = "text";

  @Option(names = "--limit", paramLabel = "N", description = "print the first N only")
  private long limit = Long.MAX_VALUE;

  @Option(names = "--count", description = "print only how many there are")
  private boolean count;

  private long found;
  private long printed;

  SearchCommand(Shell shell) {
    this.shell = shell;
  }

  @Option(names = "--principal", paramLabel = "ID", description = "the subject")
  void principal(String id) {
    text(id, TrailRecord::principal);
  }

  @Option(names = "--role", paramLabel = "ROLE", description = "a role of the principal's")
  void role(String role) {
    query.role(role);
  }

  @Option(names = "--client", paramLabel = "ADDRESS", description = "an address or a network")
  void client(String network) {
    checked(() -> query.client(network));
  }

  @Option(
      names = "--route",
      paramLabel = "PATTERN",
      description = "a route template, or a pattern of paths: /orders/{id}, /admin/**")
  void route(String template) {
    checked(() -> query.route(template));
  }

  @Option(names = "--path", paramLabel = "PATH", description = "the path, as recorded")
  void path(String path) {
    text(path, TrailRecord::path);
  }

  @Option(names = "--method", paramLabel = "METHOD", description = "the method")
  void method(String method) {
    text(method, TrailRecord::method);
  }

  @Option(
      names = "--decision",
      paramLabel = "DECISION",
      description = "permitted, refused, observed or throttled")
  void decision(String decision) {
    checked(
        () -> {
          for (Query.Decision known : Query.Decision.values()) {
            if (known.name().equals(decision.toUpperCase(Locale.ROOT))) {
              query.decision(known);
              return;
            }
          }
          throw new IllegalArgumentException("there is no decision '" + decision + "'");
        });
  }

  @Option(names = "--status", paramLabel = "STATUS", description = "403, or a class: 4xx")
  void status(String status) {
    checked(() -> query.status(status));
  }

  @Option(names = "--rule", paramLabel = "NAME", description = "the rule that decided")
  void rule(String name) {
    text(name, TrailRecord::rule);
  }

  @Option(names = "--reason", paramLabel = "WORDS", description = "words of the reason")
  void reason(String words) {
    query.holding(words, TrailRecord::reason);
  }

  @Option(names = "--trace", paramLabel = "ID", description = "the W3C trace id")
  void trace(String id) {
    text(id, TrailRecord::trace);
  }

  @Option(names = "--token", paramLabel = "HASH", description = "the keyed hash of the credential")
  void token(String hash) {
    text(hash, TrailRecord::token);
  }

  @Option(names = "--id", paramLabel = "ID", description = "the decision's id")
  void id(String id) {
    text(id, TrailRecord::id);
  }

  @Option(names = "--handler", paramLabel = "NAME", description = "com.acme.Orders#get")
  void handler(String name) {
    text(name, TrailRecord::handler);
  }

  @Option(names = "--service", paramLabel = "NAME", description = "the protected application")
  void service(String name) {
    text(name, TrailRecord::service);
  }

  @Option(
      names = "--activity",
      paramLabel = "NAME",
      description = "Read, Logon, ..., or of what is no request: Update, 'Clock Jump', ...")
  void activity(String name) {
    text(name, TrailRecord::activity);
  }

  private void text(String pattern, Function<TrailRecord, @Nullable String> of) {
    query.text(pattern, of);
  }

  private void checked(Runnable criterion) {
    try {
      criterion.run();
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()));
    }
  }

  @Override
  public Integer call() {
    RecordPrinter printer = RecordPrinter.of(format, shell);
    if (!count) {
      printer.head();
    }
    int exit =
        logs.read(
            shell,
            files,
            query,
            "searching",
            record -> {
              found++;
              if (!count && printed < limit) {
                printed++;
                printer.print(record);
              }
            });
    if (count) {
      shell.out().println(found);
    } else if (printed < found) {
      shell.err().println("bartizan: " + found + " records, and the first " + printed + " printed");
    }
    return exit;
  }
}
