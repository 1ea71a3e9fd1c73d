package io.bartizan.engine.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A disk whose mood the test decides. */
final class Disk implements Sink {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> lines = new ArrayList<>();
  private volatile CountDownLatch writes = new CountDownLatch(0);
  private volatile CountDownLatch syncs = new CountDownLatch(0);

  /** What a write throws: an IOException, a RuntimeException or an Error. */
  volatile @Nullable Throwable writeFails;

  volatile @Nullable IOException syncFails;
  volatile boolean closed;

  /** As many bytes as were ever written without a sync. */
  volatile long mostUnsynced;

  private long unsynced;

  void holdWrites() {
    writes = new CountDownLatch(1);
  }

  void holdSyncs() {
    syncs = new CountDownLatch(1);
  }

  void letGo() {
    writes.countDown();
    syncs.countDown();
  }

  @Override
  public void write(ByteBuffer batch) throws IOException {
    await(writes);
    Throwable fault = writeFails;
    if (fault instanceof IOException failed) {
      throw failed;
    } else if (fault instanceof Error failed) {
      throw failed;
    } else if (fault != null) {
      throw (RuntimeException) fault;
    }
    unsynced += batch.remaining();
    mostUnsynced = Math.max(mostUnsynced, unsynced);
    synchronized (lines) {
      StandardCharsets.UTF_8.decode(batch).toString().lines().forEach(lines::add);
    }
  }

  @Override
  public void sync() throws IOException {
    await(syncs);
    IOException fault = syncFails;
    if (fault != null) {
      throw fault;
    }
    unsynced = 0;
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    }
  }

  @Override
  public @Nullable String remark() {
    return null;
  }

  @Override
  public void close() {
    closed = true;
  }

  List<JsonNode> records() throws IOException {
    List<JsonNode> records = new ArrayList<>();
    synchronized (lines) {
      for (String line : lines) {
        records.add(JSON.readTree(line));
      }
    }
    return records;
  }

  /** Waits for a condition, for some seconds. */
  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never came true");
      }
      Thread.onSpinWait();
    }
  }
}
