package io.bartizan.desk.trail;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Records, one after the other, in memory that does not grow with their number. */
public interface Source extends Closeable {

  /** The next one; null at the end. */
  @Nullable TrailRecord next() throws IOException;
}
