package io.bartizan.engine.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Records as {@link SyslogMessage}s, one a line ({@code audit.format: syslog}). For one thread. */
final class SyslogEncoder implements LineEncoder {

  private final OcsfEncoder ocsf = new OcsfEncoder();
  private final Lines record = new Lines(1 << 12);

  @Override
  public void encode(AuditEvent event, String trail, long sequence, ByteArrayOutputStream out)
      throws IOException {
    record.reset();
    ocsf.encode(event, trail, sequence, record);
    ByteBuffer line = record.view();
    int from = line.arrayOffset();
    // Without its line feed.
    SyslogMessage.append(line.array(), from, from + line.limit() - 1, out);
    out.write('\n');
  }
}
