package io.bartizan.agent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.instrumentation.JoinPoint;
import io.bartizan.instrumentation.Renaming;
import io.bartizan.instrumentation.Requirement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ByteArrayClassLoader;
import org.junit.jupiter.api.Test;

/** The manifest of a server whose packages were renamed is that of its own classes. */
class WovenTest {

  private static final String PIPELINE = "io.netty.channel.DefaultChannelPipeline";
  private static final String DECODER =
      "io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder";
  private static final String CHANNEL = "io.netty.channel.Channel";
  private static final Renaming MOVED = Renaming.below("a.b.");

  private final Woven woven = new Woven();

  private static ClassLoader loader(String... types) {
    Map<String, byte[]> classes = new HashMap<>();
    for (String type : types) {
      classes.put(type, new ByteBuddy().subclass(Object.class).name(type).make().getBytes());
    }
    return new ByteArrayClassLoader(null, classes);
  }

  private void weave(ClassLoader loader, String type, Renaming renaming) {
    List<JoinPoint> points =
        Worlds.joinPoints().stream()
            .filter(point -> type.equals(point.type()) && point.woven())
            .map(point -> point.under(renaming))
            .toList();
    woven.add(loader, renaming.apply(type), points);
  }

  private List<String> missing(ClassLoader loader, Renaming renaming) throws Exception {
    Class<?> witness = Class.forName(renaming.apply(CHANNEL), false, loader);
    return woven.missing("netty", witness).stream().map(Requirement::toString).toList();
  }

  @Test
  void missing_nothingIsWovenOfARenamedServer_isWhatItNeeds() throws Exception {
    ClassLoader loader = loader("a.b." + CHANNEL, "a.b." + PIPELINE, PIPELINE);
    assertEquals(List.of(PIPELINE + "#netty.added"), missing(loader, MOVED));
    weave(loader, PIPELINE, Renaming.NONE);
    assertEquals(1, missing(loader, MOVED).size(), "another Netty's pipeline proves nothing");
    weave(loader("a.b." + PIPELINE), PIPELINE, MOVED);
    assertEquals(1, missing(loader, MOVED).size(), "nor does another loader's");
    weave(loader, PIPELINE, MOVED);
    assertTrue(missing(loader, MOVED).isEmpty());
  }

  @Test
  void missing_aPartOfARenamedServerIsThereAndNotWoven_isThatPart() throws Exception {
    ClassLoader loader = loader("a.b." + CHANNEL, "a.b." + PIPELINE, "a.b." + DECODER);
    weave(loader, PIPELINE, MOVED);
    assertEquals(List.of(DECODER + "#netty.http2.listener"), missing(loader, MOVED));
    weave(loader, DECODER, MOVED);
    assertTrue(missing(loader, MOVED).isEmpty());
  }

  /** What applications are written against may have been left where it was, or be there twice. */
  @Test
  void missing_theApiOfARenamedServer_isLookedForUnderBothNames() throws Exception {
    String servlet = "javax.servlet.http.HttpServlet";
    String server = "org.eclipse.jetty.server.Server";
    ClassLoader loader = loader("a.b." + server, "a.b." + servlet, servlet);
    Class<?> witness = Class.forName("a.b." + server, false, loader);
    weave(loader, server, MOVED);
    assertEquals("[" + servlet + "#javax.servlet]", told(witness));
    List<JoinPoint> guard =
        Worlds.joinPoints().stream().filter(p -> p.name().equals("javax.servlet")).toList();
    woven.add(loader, servlet, guard);
    assertEquals("[" + servlet + "#javax.servlet]", told(witness), "the renamed one is not");
    woven.add(loader, "a.b." + servlet, guard.stream().map(p -> p.under(MOVED)).toList());
    assertEquals("[]", told(witness));
  }

  private String told(Class<?> witness) {
    return woven.missing("jetty", witness).toString();
  }
}
