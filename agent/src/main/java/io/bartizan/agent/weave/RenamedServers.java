package io.bartizan.agent.weave;

/**
 * Servers on a Netty whose packages were renamed to go into another jar. Their join points are not
 * found by name, so nothing they hear would be decided: the class that only a server needs must not
 * load. Clients on such a Netty don't load it, and stay as they are.
 */
final class RenamedServers {

  /** What is wrong with them. */
  static final String WHY = "a server on a Netty under another name is not decided";

  private static final String[] ONLY_SERVERS = {
    "/io/netty/handler/codec/http/HttpServerCodec",
    "/io/netty/handler/codec/http/HttpRequestDecoder",
    "/io/grpc/netty/NettyServer"
  };

  private RenamedServers() {}

  /** Whether a class, its name with slashes, is one of them. */
  static boolean has(String name) {
    for (String type : ONLY_SERVERS) {
      if (name.endsWith(type)) {
        return true;
      }
    }
    return false;
  }
}
