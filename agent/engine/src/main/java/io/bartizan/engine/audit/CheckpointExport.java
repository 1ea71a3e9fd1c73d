package io.bartizan.engine.audit;

import io.bartizan.policy.AuditSink;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings checkpoints to where an intruder can't take them back. Never waits: where checkpoints come
 * faster than they are taken, the last one goes, which speaks of all lines before it.
 */
final class CheckpointExport {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointExport.class);

  private final @Nullable AuditSink to;
  private final Herald herald = new Herald();
  private byte @Nullable [] last;
  private volatile boolean failed;

  CheckpointExport(@Nullable AuditSink to) {
    this.to = to;
  }

  /** Takes the line of the last checkpoint, whether it is new or not. */
  void offer(byte @Nullable [] line) {
    AuditSink sink = to;
    if (sink == null || line == null || Arrays.equals(line, last)) {
      return;
    }
    last = line;
    herald.say(() -> write(sink, line));
  }

  private void write(AuditSink sink, byte[] line) {
    byte[] whole = Arrays.copyOf(line, line.length + 1);
    whole[line.length] = '\n';
    Path file = sink.file();
    try {
      if (file != null) {
        Files.write(file, whole, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } else {
        boolean out = sink.kind() == AuditSink.Kind.STDOUT;
        write(out ? FileDescriptor.out : FileDescriptor.err, whole);
      }
      failed = false;
    } catch (IOException unwritten) {
      if (!failed) {
        LOG.warn("a checkpoint could not be exported to {}", sink, unwritten);
      }
      failed = true;
    }
  }

  /** The descriptor is the process's and stays open. */
  @SuppressWarnings("resource")
  private static void write(FileDescriptor descriptor, byte[] line) throws IOException {
    OutputStream out = new FileOutputStream(descriptor);
    out.write(line);
  }
}
