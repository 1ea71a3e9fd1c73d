package io.bartizan.engine.audit.seal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Writes records as they were before they were sealed. */
final class Printer implements Verifier.Listener {

  private final @Nullable Auditors auditors;
  private final OutputStream out;
  private @Nullable SegmentHeader open;
  private @Nullable DataKey data;

  Printer(@Nullable Auditors auditors, OutputStream out) {
    this.auditors = auditors;
    this.out = new BufferedOutputStream(out);
  }

  @Override
  public void record(SegmentHeader header, SealedLine line, byte[] bytes, int from)
      throws SealException {
    byte[] cipher = line.cipher;
    byte[] record =
        cipher == null
            ? SealedLine.unsealed(bytes, from, line)
            : key(header).decrypt(line.number, cipher);
    try {
      out.write(record);
      out.write('\n');
    } catch (IOException unwritten) {
      throw new UncheckedIOException(unwritten);
    }
  }

  private DataKey key(SegmentHeader header) throws SealException {
    DataKey known = data;
    if (known != null && open == header) {
      return known;
    }
    if (auditors == null) {
      throw new SealException("its records are encrypted: an auditor's private key is needed");
    }
    DataKey unwrapped = auditors.unwrap(header);
    open = header;
    data = unwrapped;
    return unwrapped;
  }

  void flush() throws IOException {
    out.flush();
  }
}
