package io.bartizan.desk.story;

import io.bartizan.desk.query.Query;
import io.bartizan.desk.trail.Shown;
import io.bartizan.desk.trail.TrailRecord;
import io.bartizan.policy.Addresses;
import java.util.Locale;

/** Whose story is asked for. */
public final class Subject {

  /** What a subject is. */
  public enum Kind {
    /** A principal, by its id. */
    PRINCIPAL,
    /** A client, by its address, or a network of them. */
    CLIENT,
    /** A credential, by its keyed hash. */
    TOKEN,
    /** A W3C trace, by its id. */
    TRACE,
    /** 32 hexadecimal digits, as tokens and traces both have them. */
    EITHER
  }

  private final Kind kind;
  private final String id;

  private Subject(Kind kind, String id) {
    this.kind = kind;
    this.id = id;
  }

  /**
   * Reads one: {@code principal:alice}, {@code client:10.0.0.0/8}, {@code token:HASH}, {@code
   * trace:ID}; without the word, an address is a client, 32 hexadecimal digits are a token or a
   * trace, and anything else a principal.
   *
   * @throws IllegalArgumentException if nothing is named
   */
  public static Subject parse(String text) {
    for (Kind kind : Kind.values()) {
      String word = kind.name().toLowerCase(Locale.ROOT) + ":";
      if (kind != Kind.EITHER && text.startsWith(word)) {
        return of(kind, text.substring(word.length()));
      }
    }
    if (text.matches("[0-9a-f]{32}")) {
      return of(Kind.EITHER, text);
    }
    return of(Addresses.parse(text.split("/", 2)[0]) == null ? Kind.PRINCIPAL : Kind.CLIENT, text);
  }

  private static Subject of(Kind kind, String id) {
    if (id.isEmpty()) {
      throw new IllegalArgumentException(
          "nobody is named: write a principal, an address, the hash of a token or a trace id");
    }
    return new Subject(kind, id);
  }

  /** What it is. */
  public Kind kind() {
    return kind;
  }

  /** Its name. */
  public String id() {
    return id;
  }

  /**
   * Lets a query mean this subject's records only.
   *
   * @throws IllegalArgumentException if a client is named that is no address
   */
  public void into(Query query) {
    switch (kind) {
      case PRINCIPAL:
        query.text(id, TrailRecord::principal);
        break;
      case CLIENT:
        query.client(id);
        break;
      case TOKEN:
        query.text(id, TrailRecord::token);
        break;
      case TRACE:
        query.text(id, TrailRecord::trace);
        break;
      default:
        query.text(id, record -> id.equals(record.token()) ? id : record.trace());
    }
  }

  /** {@code principal alice}. */
  @Override
  public String toString() {
    String word = kind == Kind.EITHER ? "token or trace" : kind.name().toLowerCase(Locale.ROOT);
    return word + " " + Shown.of(id);
  }
}
