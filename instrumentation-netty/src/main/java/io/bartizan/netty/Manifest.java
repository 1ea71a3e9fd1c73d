package io.bartizan.netty;

import io.bartizan.instrumentation.Requirement;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What must be woven of Netty before a server on it may go on listening. */
public final class Manifest {

  private Manifest() {}

  /** By the server's name. */
  public static Map<String, List<Requirement>> byServer() {
    return Collections.singletonMap(
        "netty",
        Arrays.asList(
            Requirement.always(
                Collections.singletonList(
                    Collections.singletonList(JoinPoints.PIPELINE + '#' + JoinPoints.ADDED))),
            Requirement.wherePresent(JoinPoints.DECODER + '#' + JoinPoints.LISTENER),
            Requirement.wherePresent(JoinPoints.ENCODER + '#' + JoinPoints.RESPONSE)));
  }
}
