package io.bartizan.netty;

import io.bartizan.instrumentation.JoinPoint;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Every join point of the world of Netty. */
public final class JoinPoints {

  /** Where a pipeline makes a handler part of it, however it was added or put in for another. */
  static final String PIPELINE = "io.netty.channel.DefaultChannelPipeline";

  /** What is woven there. */
  static final String ADDED = "netty.added";

  private static final String HTTP1 = "io.bartizan.netty.http1.";

  private static final List<JoinPoint> ALL =
      Collections.unmodifiableList(
          Arrays.asList(
              JoinPoint.in(PIPELINE, ADDED)
                  .method(
                      "callHandlerAdded0", "(Lio/netty/channel/AbstractChannelHandlerContext;)V")
                  .chokePointOf("netty")
                  .to(
                      "io.bartizan.netty.pipeline.AddedAdvice",
                      "io.bartizan.netty.pipeline.Seating"),
              JoinPoint.in(PIPELINE, "netty.request").calledBy(HTTP1 + "Choke"),
              JoinPoint.in(PIPELINE, "netty.failure").calledBy(HTTP1 + "Failure")));

  private JoinPoints() {}

  /** All of them, in no order that matters. */
  public static List<JoinPoint> all() {
    return ALL;
  }
}
