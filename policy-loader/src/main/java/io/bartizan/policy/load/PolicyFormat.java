package io.bartizan.policy.load;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.comments.CommentType;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.events.CommentEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;
import org.yaml.snakeyaml.serializer.Serializer;

/**
 * One layout for all policies: two spaces a level, lists below their key, comments and empty lines
 * where they were. Nothing but white space changes.
 */
public final class PolicyFormat {

  private static final int INDENT = 2;
  private static final int WIDTH = 110;

  private PolicyFormat() {}

  /**
   * Formats a policy; formatted once more it stays as it is.
   *
   * @return null where a comment stands at a place that can't be kept
   * @throws PolicyException if the text is no policy's YAML
   */
  public static @Nullable String of(PolicySource source) throws PolicyException {
    String text = source.text();
    Problems problems = new Problems(source.file().toString());
    if (TreeReader.read(text, problems) == null || !problems.none()) {
      throw new PolicyException(problems.all(), false);
    }
    String formatted = once(text);
    return meaning(text).equals(meaning(formatted))
            && comments(text).equals(comments(formatted))
            && once(formatted).equals(formatted)
        ? formatted
        : null;
  }

  private static String once(String text) {
    LoaderOptions reading = new LoaderOptions();
    reading.setProcessComments(true);
    Node node =
        new Composer(new ParserImpl(new StreamReader(text), reading), new Resolver(), reading)
            .getSingleNode();
    DumperOptions writing = new DumperOptions();
    writing.setProcessComments(true);
    writing.setIndent(INDENT);
    writing.setIndicatorIndent(INDENT);
    writing.setIndentWithIndicator(true);
    writing.setWidth(WIDTH);
    writing.setSplitLines(false);
    writing.setLineBreak(DumperOptions.LineBreak.UNIX);
    StringWriter written = new StringWriter();
    try {
      Serializer serializer =
          new Serializer(new Emitter(written, writing), new Resolver(), writing, null);
      serializer.open();
      serializer.serialize(node);
      serializer.close();
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory can be written to", impossible);
    }
    // The end marker says that the file is whole, and no node holds it.
    return PolicyLoader.ended(text) ? written + "...\n" : written.toString();
  }

  /** What the parser tells of a text, without places. */
  private static List<String> meaning(String text) {
    List<String> events = new ArrayList<>();
    for (Event event : events(text, false)) {
      events.add(
          event instanceof ScalarEvent
              ? ((ScalarEvent) event).getScalarStyle() + ((ScalarEvent) event).getValue()
              : event.getEventId().toString());
    }
    return events;
  }

  private static List<String> comments(String text) {
    List<String> comments = new ArrayList<>();
    for (Event event : events(text, true)) {
      if (event instanceof CommentEvent
          && ((CommentEvent) event).getCommentType() != CommentType.BLANK_LINE) {
        comments.add(((CommentEvent) event).getValue().trim());
      }
    }
    Collections.sort(comments);
    return comments;
  }

  private static List<Event> events(String text, boolean comments) {
    LoaderOptions options = new LoaderOptions();
    options.setProcessComments(comments);
    ParserImpl parser = new ParserImpl(new StreamReader(text), options);
    List<Event> events = new ArrayList<>();
    while (!parser.checkEvent(Event.ID.StreamEnd)) {
      events.add(parser.getEvent());
    }
    return events;
  }
}
