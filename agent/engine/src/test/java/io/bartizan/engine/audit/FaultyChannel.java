package io.bartizan.engine.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A channel of a real file whose device fails at a certain byte, as long as the test wants. */
final class FaultyChannel extends FileChannel {

  /** What is wrong with the device; shared by all channels that are opened on it. */
  static final class Device {
    /** So many bytes are written; the next write fails. */
    long room = Long.MAX_VALUE;

    /** So many truncations fail. */
    int uncuttable;
  }

  private final FileChannel real;
  private final Device device;

  FaultyChannel(FileChannel real, Device device) {
    this.real = real;
    this.device = device;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    if (device.room == 0) {
      throw new IOException("Input/output error");
    }
    int length = (int) Math.min(device.room, bytes.remaining());
    ByteBuffer piece = bytes.duplicate();
    piece.limit(piece.position() + length);
    int written = real.write(piece);
    device.room -= written;
    bytes.position(bytes.position() + written);
    return written;
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    if (device.uncuttable > 0) {
      device.uncuttable--;
      throw new IOException("Input/output error, truncating");
    }
    real.truncate(size);
    return this;
  }

  @Override
  public long size() throws IOException {
    return real.size();
  }

  @Override
  public void force(boolean metaData) throws IOException {
    real.force(metaData);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return real.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    real.close();
  }

  @Override
  public int read(ByteBuffer bytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long read(ByteBuffer[] all, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] all, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long position() {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileChannel position(long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int read(ByteBuffer bytes, long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer bytes, long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }
}
