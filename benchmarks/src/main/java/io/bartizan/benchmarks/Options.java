package io.bartizan.benchmarks;

import io.bartizan.benchmarks.server.ServerKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the command line asks for. */
public final class Options {

  private static final List<String> KINDS =
      List.of("decision", "condition", "audit", "server", "start");

  /** The repository. */
  public final Path root;

  /** {@code decision}, {@code condition}, {@code audit}, {@code server} or {@code start}. */
  public final String what;

  /** Whether only to show that it runs. */
  public boolean quick;

  /** Fresh JVMs for each contender; 0 where the command line does not say. */
  public int starts;

  /** Measured seconds of each start; 0 where the command line does not say. */
  public int seconds;

  /** Seconds of warm-up of each start; 0 where the command line does not say. */
  public int warm;

  /** What the server under test is built on. */
  public ServerKind on = ServerKind.TOMCAT;

  /** Whether server and load generator get a core each. */
  public boolean pin;

  /** The home of the JDK that the measured JVMs run on. */
  public Path java = Path.of(System.getProperty("java.home"));

  /** The agent's jar. */
  public Path agent;

  private Options(Path root, String what) {
    this.root = root;
    this.what = what;
    this.agent = root.resolve("agent/target/bartizan.jar");
  }

  /**
   * Reads the command line.
   *
   * @param arguments the first is skipped
   * @throws IllegalArgumentException if it makes no sense, with what is wrong
   */
  static Options parse(Path root, String[] arguments) {
    if (arguments.length < 2) {
      throw new IllegalArgumentException("say what to measure");
    }
    if (!KINDS.contains(arguments[1])) {
      throw new IllegalArgumentException("no such benchmark: " + arguments[1]);
    }
    Options options = new Options(root, arguments[1]);
    for (int i = 2; i < arguments.length; i++) {
      options.take(arguments[i]);
    }
    if (!Files.exists(options.agent)) {
      throw new IllegalArgumentException("no agent at " + options.agent);
    }
    return options;
  }

  private void take(String argument) {
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    String value = equals < 0 ? "" : argument.substring(equals + 1);
    switch (name) {
      case "--quick":
        quick = true;
        break;
      case "--pin":
        pin = true;
        break;
      case "--starts":
        starts = number(name, value);
        break;
      case "--seconds":
        seconds = number(name, value);
        break;
      case "--warm":
        warm = number(name, value);
        break;
      case "--on":
        on = kind(value);
        break;
      case "--java":
        java = Path.of(value);
        break;
      case "--agent":
        agent = Path.of(value);
        break;
      default:
        throw new IllegalArgumentException("no such option: " + argument);
    }
  }

  private static ServerKind kind(String value) {
    for (ServerKind kind : ServerKind.values()) {
      if (kind.name().equalsIgnoreCase(value)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("--on needs tomcat or netty, not '" + value + "'");
  }

  private static int number(String name, String value) {
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException none) {
      throw new IllegalArgumentException(name + " needs a number, not '" + value + "'", none);
    }
    throw new IllegalArgumentException(name + " needs a number above 0, not " + value);
  }
}
