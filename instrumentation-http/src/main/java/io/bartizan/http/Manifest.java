package io.bartizan.http;

import io.bartizan.instrumentation.Requirement;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must be woven of these servers before they may listen. */
public final class Manifest {

  private Manifest() {}

  /** By the server's name. */
  public static Map<String, List<Requirement>> byServer() {
    Map<String, List<Requirement>> servers = new LinkedHashMap<>();
    servers.put("undertow", always(JoinPoints.CONNECTORS + '#' + JoinPoints.ROOT));
    servers.put(
        "grizzly",
        always(
            JoinPoints.HANDLER + '#' + JoinPoints.HANDLE,
            JoinPoints.HANDLER_CHAIN + '#' + JoinPoints.HANDLE,
            JoinPoints.SERVER_FILTER + '#' + JoinPoints.AFTER_SERVICE,
            JoinPoints.FILE_CACHE + '#' + JoinPoints.CACHED));
    servers.put("jdk-http", always(JoinPoints.CHAIN + '#' + JoinPoints.DO_FILTER));
    servers.put(
        "liberty",
        always(
            JoinPoints.LIBERTY_TASK + '#' + JoinPoints.DISPATCH,
            JoinPoints.LIBERTY_LINK + '#' + JoinPoints.DISPATCH,
            JoinPoints.LIBERTY_LINK + '#' + JoinPoints.DISPATCHED));
    return Collections.unmodifiableMap(servers);
  }

  private static List<Requirement> always(String... places) {
    return Collections.singletonList(
        Requirement.always(Collections.singletonList(Arrays.asList(places))));
  }
}
