package io.bartizan.engine.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Turns an event into its line. */
interface LineEncoder {

  /**
   * Appends the event's line, with its line feed.
   *
   * @param trail the id of the trail, within which the sequence counts
   * @param sequence the record's number, from 1
   */
  void encode(AuditEvent event, String trail, long sequence, ByteArrayOutputStream out)
      throws IOException;
}
