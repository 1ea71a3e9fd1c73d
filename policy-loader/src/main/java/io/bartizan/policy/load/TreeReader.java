package io.bartizan.policy.load;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads one YAML document into a {@link Tree}, from the parser's events: nothing is resolved,
 * expanded or instantiated, and what policies don't use is refused where it stands.
 */
final class TreeReader {

  /** Deeper than any policy; the parser and this reader recurse. */
  private static final int MAX_DEPTH = 32;

  /** The parser takes time and memory in the square of a line's length. */
  private static final int MAX_LINE = 32 * 1024;

  private final Problems problems;
  private final ParserImpl parser;
  private final Source source;

  private TreeReader(String text, Problems problems) {
    this.problems = problems;
    this.source = new Source(text);
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(MAX_DEPTH);
    this.parser = new ParserImpl(new StreamReader(text), options);
  }

  /** Reads a text; null if there is a problem, which is told then. */
  static @Nullable Tree read(String text, Problems problems) {
    if (overlong(text, problems)) {
      return null;
    }
    try {
      return new TreeReader(text, problems).document();
    } catch (Unusable told) {
      return null;
    } catch (MarkedYAMLException broken) {
      Mark mark =
          broken.getProblemMark() == null ? broken.getContextMark() : broken.getProblemMark();
      String what = broken.getProblem() == null ? "unreadable" : broken.getProblem();
      problems.add(
          new Problem(
              Code.BZ1003,
              problems.file(),
              mark == null ? 1 : mark.getLine() + 1,
              mark == null ? 1 : mark.getColumn() + 1,
              "this is not YAML: " + oneLine(what),
              "check indentation, quotes and brackets here and just above"));
      return null;
    } catch (YAMLException broken) {
      problems.add(
          new Problem(
              Code.BZ1003,
              problems.file(),
              1,
              1,
              "this is not YAML: " + oneLine(String.valueOf(broken.getMessage())),
              null));
      return null;
    }
  }

  private static boolean overlong(String text, Problems problems) {
    int line = 1;
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        line++;
        begin = i + 1;
      } else if (i - begin >= MAX_LINE) {
        problems.add(
            new Problem(
                Code.BZ1018,
                problems.file(),
                line,
                MAX_LINE + 1,
                "the line is longer than " + MAX_LINE + " characters",
                "write long lists one entry a line"));
        return true;
      }
    }
    return false;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").trim();
  }

  /** Thrown when a problem has been told that makes the rest meaningless. */
  private static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable() {
      super(null, null, false, false);
    }
  }

  private @Nullable Tree document() {
    parser.getEvent(); // the stream's start
    if (parser.checkEvent(Event.ID.StreamEnd)) {
      problems.add(
          new Problem(
              Code.BZ1004,
              problems.file(),
              1,
              1,
              "the policy is empty",
              "an empty policy never means allow-all; write version: 1 and rules: []"));
      return null;
    }
    parser.getEvent(); // the document's start
    Tree tree = node(parser.getEvent(), 0);
    parser.getEvent(); // the document's end
    if (!parser.checkEvent(Event.ID.StreamEnd)) {
      throw refused(parser.peekEvent(), "a policy is one document", "leave out '---' and the rest");
    }
    return tree;
  }

  private Tree node(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw refused(event, "nested too deeply", null);
    }
    if (event instanceof AliasEvent) {
      throw refused(event, "aliases (*name) are not used in policies", "write the value out");
    }
    if (event instanceof NodeEvent && ((NodeEvent) event).getAnchor() != null) {
      throw refused(event, "anchors (&name) are not used in policies", "leave the anchor out");
    }
    int line = event.getStartMark().getLine() + 1;
    int column = event.getStartMark().getColumn() + 1;
    if (event instanceof ScalarEvent) {
      ScalarEvent scalar = (ScalarEvent) event;
      untagged(event, scalar.getTag());
      return new Tree.Scalar(
          line,
          column,
          scalar.getValue(),
          scalar.getScalarStyle() == ScalarStyle.PLAIN,
          source,
          event.getStartMark().getIndex(),
          event.getEndMark().getIndex());
    }
    if (event instanceof SequenceStartEvent) {
      untagged(event, ((SequenceStartEvent) event).getTag());
      Tree.Sequence list = new Tree.Sequence(line, column);
      for (Event next = parser.getEvent();
          !next.is(Event.ID.SequenceEnd);
          next = parser.getEvent()) {
        list.items.add(node(next, depth + 1));
      }
      return list;
    }
    if (event instanceof MappingStartEvent) {
      untagged(event, ((MappingStartEvent) event).getTag());
      return mapping(new Tree.Mapping(line, column), depth);
    }
    throw refused(event, "this can't stand here", null);
  }

  private Tree mapping(Tree.Mapping mapping, int depth) {
    Set<String> seen = new HashSet<>();
    for (Event next = parser.getEvent(); !next.is(Event.ID.MappingEnd); next = parser.getEvent()) {
      Tree key = node(next, depth + 1);
      if (!(key instanceof Tree.Scalar)) {
        throw refused(next, "a key is a text", null);
      }
      Tree.Scalar name = (Tree.Scalar) key;
      if (name.text.equals("<<")) {
        throw refused(next, "merge keys (<<) are not used in policies", "write the keys out");
      }
      if (!seen.add(name.text)) {
        problems.add(
            Code.BZ1006,
            name,
            "the key '" + name.text + "' stands here a second time",
            "keep one of them");
      }
      mapping.entries.add(new Tree.Entry(name, node(parser.getEvent(), depth + 1)));
    }
    return mapping;
  }

  private void untagged(Event event, @Nullable String tag) {
    if (tag != null) {
      throw refused(event, "tags (!name) are not used in policies", "leave the tag out");
    }
  }

  private Unusable refused(Event event, String message, @Nullable String hint) {
    Mark mark = event.getStartMark();
    problems.add(
        new Problem(
            Code.BZ1005, problems.file(), mark.getLine() + 1, mark.getColumn() + 1, message, hint));
    return new Unusable();
  }
}
