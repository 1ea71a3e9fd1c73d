package io.bartizan.engine.audit;

import io.bartizan.engine.webhook.Webhook;
import io.bartizan.engine.webhook.WebhookException;
import io.bartizan.policy.AuditSink;
import io.bartizan.policy.Seal;
import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings checkpoints to where an intruder can't take them back. Never waits: where checkpoints come
 * faster than they are taken, the last ones go, which speak of all lines before them.
 */
final class CheckpointExport implements Closeable {

  /** What a message about a checkpoint begins with; the verifier reads such messages too. */
  private static final String MESSAGE = "{\"type\":\"audit.checkpoint\",\"lost\":";

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointExport.class);

  private final @Nullable AuditSink to;
  private final @Nullable Webhook webhook;
  private final Herald herald = new Herald();
  private final AtomicReference<@Nullable String> news = new AtomicReference<>();
  private byte @Nullable [] last;
  private volatile boolean failed;

  /**
   * An export to where a policy says.
   *
   * @throws WebhookException if a webhook's key or certificates can't be used
   */
  CheckpointExport(Seal seal) throws WebhookException {
    this.to = seal.export();
    io.bartizan.policy.Webhook receiver = seal.webhook();
    this.webhook =
        receiver == null
            ? null
            : Webhook.open(receiver, Webhook.Full.LOSE_OLDEST, why -> heard(receiver.url(), why));
  }

  private void heard(String url, @Nullable String why) {
    String what =
        why == null
            ? "checkpoints are taken by " + url + " again"
            : "checkpoints are not taken by " + url + ": " + why;
    news.set(what);
    herald.say(() -> LOG.warn(what));
  }

  /** What befell the export since it was asked last, for the trail itself; null if nothing. */
  @Nullable String remark() {
    return news.getAndSet(null);
  }

  /** Takes the line of the last checkpoint, whether it is new or not. */
  void offer(byte @Nullable [] line) {
    if (line == null || Arrays.equals(line, last)) {
      return;
    }
    last = line;
    AuditSink sink = to;
    if (sink != null) {
      herald.say(() -> write(sink, line));
    }
    if (webhook != null) {
      webhook.offer(lost -> message(line, lost));
    }
  }

  private static byte[] message(byte[] line, long lost) {
    byte[] head = (MESSAGE + lost + ",\"data\":").getBytes(StandardCharsets.US_ASCII);
    byte[] whole = Arrays.copyOf(head, head.length + line.length + 1);
    System.arraycopy(line, 0, whole, head.length, line.length);
    whole[whole.length - 1] = '}';
    return whole;
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

  /** Whether nothing waits for a webhook. */
  boolean idle() {
    return webhook == null || webhook.idle();
  }

  /** Closes it; how many checkpoints that waited are lost by that. */
  long end() {
    long before = webhook == null ? 0 : webhook.lost();
    close();
    return webhook == null ? 0 : webhook.lost() - before;
  }

  /** Waits so long at most until a webhook has taken what was handed over. */
  void drain(long millis) {
    if (webhook != null) {
      webhook.drain(millis);
    }
  }

  /** Nothing is brought anywhere any more; what a webhook has not taken is lost. */
  @Override
  public void close() {
    if (webhook != null) {
      webhook.close();
    }
  }
}
