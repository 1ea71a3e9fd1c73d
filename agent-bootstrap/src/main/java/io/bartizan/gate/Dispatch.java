package io.bartizan.gate;

import org.jspecify.annotations.Nullable;

/** A handler about to run for a request, as the guard at its entry sees it. */
public abstract class Dispatch {

  /** How it was reached: {@code REQUEST}, {@code FORWARD}, {@code INCLUDE}, {@code ERROR}, ... */
  public abstract String kind();

  /** The method that the handler would see. */
  public abstract String method();

  /** The full path that the handler would see, context path included. */
  public abstract String path();

  /** Whether {@link #path()} equals this one; spares building it. */
  public abstract boolean hasPath(String path);

  /**
   * The patterns that the handler is mapped to, each with the context path in front of patterns
   * that begin with a slash ({@code /shop/admin/*}, {@code *.adm}, {@code /shop/}); null where the
   * handler has none (a filter, or unknown). The same array is returned for the same handler.
   */
  public abstract String @Nullable [] mappings();

  /** Whether one of the {@link #mappings()} covers {@link #path()}; true where there are none. */
  public abstract boolean mappedByPath();

  /** Answers in the handler's place; see {@link Exchange#refuse}. */
  public abstract void refuse(int status, String[] headers, byte[] body) throws Exception;
}
