package io.bartizan.cli;

import io.bartizan.desk.query.Moments;
import io.bartizan.desk.query.Query;
import io.bartizan.desk.story.Sentence;
import io.bartizan.desk.story.Subject;
import io.bartizan.desk.story.Telling;
import io.bartizan.desk.story.Timeline;
import io.bartizan.desk.trail.TrailRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code timeline}. */
@Command(
    name = "timeline",
    description = {
      "Tell the story of a principal, a client, a credential or a trace, from one service's logs or"
          + " many.",
      "First contact, what was tried, what succeeded, where it spread, how much it took, what was",
      "revoked and when; with the decisions behind each sentence."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all was read, whether there is a story or not",
      "2:a log can't be read, or the command was called wrongly",
      "3:a sealed log or its key can't be used",
      "5:a sealed log was tampered with"
    })
final class TimelineCommand implements Callable<Integer> {

  /** Credentials of one principal that are followed. */
  private static final int MOST_TOKENS = 1000;

  private final Shell shell;

  @Parameters(
      index = "0",
      paramLabel = "SUBJECT",
      description =
          "principal:ID, client:ADDRESS, token:HASH or trace:ID; without the word, what it looks"
              + " like")
  private String subject = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "LOG", description = LogOptions.LOGS)
  private List<String> files = new ArrayList<>();

  @Mixin private LogOptions logs = new LogOptions();

  @Option(names = "--format", paramLabel = "FORMAT", description = "pretty or json")
  private Format format = Format.PRETTY;

  TimelineCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    format.only("timeline", Format.PRETTY, Format.JSON);
    Subject whose;
    Query query = new Query();
    try {
      whose = Subject.parse(subject);
      Set<String> tokens = tokens(whose);
      if (tokens.isEmpty()) {
        whose.into(query);
      } else {
        query.principalOrOneOf(whose.id(), tokens);
      }
    } catch (IllegalArgumentException nobody) {
      throw LogOptions.usage(String.valueOf(nobody.getMessage()));
    }
    Timeline timeline = new Timeline(whose);
    int exit = logs.read(shell, files, query, "reading", timeline::add);
    List<Sentence> story = Telling.of(timeline);
    if (format == Format.JSON) {
      Json.print(shell, new TimelineJson(timeline, story));
    } else {
      print(timeline, story);
    }
    return exit;
  }

  /**
   * The credentials of a principal: where one was refused, the record often knows nobody, and it
   * belongs to the story all the same. They are looked for in a reading of its own, because records
   * of one log may come before those of another that tell whose they are.
   */
  private Set<String> tokens(Subject whose) {
    Set<String> tokens = new HashSet<>();
    if (whose.kind() == Subject.Kind.PRINCIPAL
        && whose.id().indexOf('*') < 0
        && !files.contains(LogOptions.STANDARD_INPUT)) {
      Query query = new Query();
      whose.into(query);
      logs.scan(
          shell,
          files,
          query,
          record -> {
            if (record.token() != null && tokens.size() < MOST_TOKENS) {
              tokens.add(record.token());
            }
          });
    }
    return tokens;
  }

  private void print(Timeline timeline, List<Sentence> story) {
    TrailRecord first = timeline.first();
    TrailRecord last = timeline.last();
    if (first == null || last == null) {
      shell.out().println("no request of " + timeline.subject() + " in these logs and this time");
      return;
    }
    shell
        .out()
        .println(
            shell.paint(
                Colour.STRONG,
                "The story of "
                    + timeline.subject()
                    + ", "
                    + Moments.shown(first.time())
                    + " to "
                    + Moments.shown(last.time())));
    Sentence.Part part = null;
    for (Sentence sentence : story) {
      if (sentence.part() != part) {
        part = sentence.part();
        String word = part.name().charAt(0) + part.name().substring(1).toLowerCase(Locale.ROOT);
        shell.out().println("\n" + shell.paint(Colour.STRONG, word));
      }
      shell.out().println("  " + Moments.shown(sentence.time()) + "  " + sentence.text());
      if (!sentence.ids().isEmpty()) {
        shell
            .out()
            .println(
                shell.paint(Colour.FAINT, "      decisions " + String.join(" ", sentence.ids())));
      }
    }
  }
}
