package io.bartizan.engine.audit;

import java.io.IOException;

/** A path under which no file stands that records could be kept in; the message says what does. */
final class NoFileException extends IOException {

  private static final long serialVersionUID = 1L;

  NoFileException(String what) {
    super(what);
  }
}
