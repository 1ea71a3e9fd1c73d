package io.bartizan.engine.identity;

import io.bartizan.policy.HashKey;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the file of {@code audit.hashKey} has another secret. One that is found at two
 * looks in a row has held still: what stood there in between may have been a piece of it.
 */
final class HashKeyWatch {

  private final HashKey where;
  private @Nullable CredentialNames before;
  private String told = "";
  private @Nullable KeyNews news;

  /** A watch over a secret in a file. */
  HashKeyWatch(HashKey where) {
    this.where = where;
  }

  /**
   * Looks once.
   *
   * @return the names that another secret gives, once it has held still; null otherwise
   */
  @Nullable CredentialNames look(CredentialNames inUse) {
    try {
      CredentialNames now = CredentialNames.of(where);
      if (!told.isEmpty() && now.sameAs(inUse)) {
        told = "";
        news = new KeyNews("the key of audit.hashKey is as it was again: " + where, true);
      }
      CredentialNames last = before;
      before = now;
      return now.sameAs(inUse) || last == null || !now.sameAs(last) ? null : now;
    } catch (KeySetException bad) {
      before = null;
      unusable(bad);
      return null;
    }
  }

  /** Credentials have the names that the last look found. */
  void renamed() {
    told = "";
    news =
        new KeyNews(
            "credentials have other names from now on: the key of audit.hashKey changed: " + where,
            true);
  }

  /** Credentials keep their names; told once for each reason. */
  void unusable(KeySetException bad) {
    String why = String.valueOf(bad.getMessage());
    if (!why.equals(told)) {
      told = why;
      news = new KeyNews("credentials keep their names: " + why, false);
    }
  }

  /** What has to be told; null if nothing. */
  @Nullable KeyNews news() {
    KeyNews last = news;
    news = null;
    return last;
  }
}
