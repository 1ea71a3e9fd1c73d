package io.bartizan.cli;

import io.bartizan.desk.query.Moments;
import io.bartizan.desk.query.Query;
import io.bartizan.desk.story.Sentence;
import io.bartizan.desk.story.Subject;
import io.bartizan.desk.story.Telling;
import io.bartizan.desk.story.Timeline;
import io.bartizan.desk.trail.TrailRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code timeline}. */
@Command(
    name = "timeline",
    description = {
      "Tell the story of a principal, a client, a credential or a trace, over the logs of one",
      "service or several: first contact, what was tried, what succeeded, where it spread,",
      "how much it took, what was revoked and when; with the decisions behind each sentence."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all was read, whether there is a story or not",
      "2:a log can't be read, or the command was called wrongly",
      "3:a sealed log or its key can't be used",
      "5:a sealed log was tampered with"
    })
final class TimelineCommand implements Callable<Integer> {

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
    Query query = new Query();
    Timeline timeline;
    try {
      Subject whose = Subject.parse(subject);
      whose.into(query);
      timeline = new Timeline(whose);
    } catch (IllegalArgumentException nobody) {
      throw LogOptions.usage(String.valueOf(nobody.getMessage()));
    }
    int exit = logs.read(shell, files, query, "reading", timeline::add);
    List<Sentence> story = Telling.of(timeline);
    if (format == Format.JSON) {
      Json.print(shell, new TimelineJson(timeline, story));
    } else {
      print(timeline, story);
    }
    return exit;
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
