package io.bartizan.engine.audit.seal;

import java.util.Locale;

/** How a segment ended, as the last note signed with its key says. */
enum End {
  /** By its writer. */
  CLOSED,
  /** Its writer died; the next one counted the lines that it found. */
  RECOVERED,
  /** Its writer died, and the next one did not find it: its file is elsewhere. */
  UNSEEN;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
