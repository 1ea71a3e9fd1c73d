package io.bartizan.engine.audit;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The process's own output, whatever the application has made of {@code System.out}. */
final class StreamSink implements Sink {

  private final FileOutputStream out;

  StreamSink(FileDescriptor descriptor) {
    this.out = new FileOutputStream(descriptor);
  }

  @Override
  public void write(ByteBuffer lines) throws IOException {
    out.write(lines.array(), lines.arrayOffset() + lines.position(), lines.remaining());
  }

  /** The descriptor is the process's and stays open. */
  @Override
  public void close() {
    // Nothing is buffered here.
  }
}
