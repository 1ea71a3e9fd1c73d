package io.bartizan.engine.identity;

import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer that is asked about each of its tokens: none are needed, and none fetched.
 */
final class NoKeys implements KeySource {

  @Override
  public @Nullable KeySet keys(Pause pause) {
    return null;
  }

  @Override
  public @Nullable KeySet newerKeys(Pause pause) {
    return null;
  }

  @Override
  public @Nullable KeySet inForce() {
    return null;
  }

  @Override
  public int retryAfterSeconds() {
    return 1;
  }

  @Override
  public boolean refresh() {
    return false;
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
