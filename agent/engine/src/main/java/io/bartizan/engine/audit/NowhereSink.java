package io.bartizan.engine.audit;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Takes lines and keeps none: what was rehearsed is nobody's record. */
final class NowhereSink implements Sink {

  @Override
  public void write(ByteBuffer lines) {
    lines.position(lines.limit());
  }

  @Override
  public void sync() {
    // There is nothing to bring to a medium.
  }

  @Override
  public @Nullable String remark() {
    return null;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
