package io.bartizan.instrumentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenamingTest {

  private static final String PIPELINE = "io.netty.channel.DefaultChannelPipeline";

  /** As the jars of these projects have them. */
  @ParameterizedTest
  @CsvSource({
    "io.grpc.netty.shaded.io.netty.channel.DefaultChannelPipeline, io.grpc.netty.shaded.",
    "org.apache.hbase.thirdparty.io.netty.channel.DefaultChannelPipeline,"
        + " org.apache.hbase.thirdparty.",
    "com.couchbase.client.deps.io.netty.channel.DefaultChannelPipeline, com.couchbase.client.deps."
  })
  void between_somethingStandsInFront_isItsPrefix(String actual, String prefix) {
    Renaming renaming = Renaming.between(PIPELINE, actual);
    assertNotNull(renaming);
    assertTrue(renaming.sure());
    assertEquals(prefix + "io.netty.buffer.ByteBuf", renaming.apply("io.netty.buffer.ByteBuf"));
    assertEquals(
        prefix.replace('.', '/') + "io/netty/buffer/ByteBuf",
        renaming.apply("io/netty/buffer/ByteBuf"));
    assertEquals(prefix + "javax.servlet.Servlet", renaming.apply("javax.servlet.Servlet"));
    assertEquals("java.lang.String", renaming.apply("java.lang.String"));
    assertEquals("io.bartizan.netty.http1.Seat", renaming.apply("io.bartizan.netty.http1.Seat"));
    assertEquals(PIPELINE, renaming.known(actual));
    assertEquals(prefix, renaming.prefixOfApis());
    assertEquals("below " + prefix.substring(0, prefix.length() - 1), renaming.toString());
  }

  @Test
  void between_aRootGaveWay_onlyWhatItHeldHasMoved() {
    Renaming renaming = Renaming.between(PIPELINE, "com.acme.netty.channel.DefaultChannelPipeline");
    assertNotNull(renaming);
    assertFalse(renaming.sure());
    assertEquals("com.acme.netty.util.Timer", renaming.apply("io.netty.util.Timer"));
    assertEquals(
        "org.eclipse.jetty.util.URIUtil", renaming.apply("org.eclipse.jetty.util.URIUtil"));
    assertEquals("javax.servlet.Servlet", renaming.apply("javax.servlet.Servlet"));
    assertEquals("io.netty.util.Timer", renaming.known("com.acme.netty.util.Timer"));
    assertEquals("", renaming.prefixOfApis());
    assertEquals("io.netty as com.acme.netty", renaming.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "io.netty.channel.DefaultChannelPipeline, com.acme.DefaultChannelPipeline",
    "io.netty.channel.DefaultChannelPipeline, com.acme.xnetty.channel.DefaultChannelPipeline",
    "org.eclipse.jetty.server.Server, com.acme.server.Server",
    "sun.net.httpserver.HttpServerImpl, shaded.sun.net.httpserver.HttpServerImpl",
    "com.acme.Server, shaded.com.acme.Server"
  })
  void between_anotherClass_isNone(String known, String actual) {
    assertNull(Renaming.between(known, actual));
  }

  @ParameterizedTest
  @CsvSource({
    "io.netty.channel.Channel, as it is known",
    "com.sun.net.httpserver.HttpServer, as it is known",
    "wiremock.org.eclipse.jetty.server.AbstractConnector, below wiremock",
    "io.grpc.netty.shaded.io.netty.channel.Channel, below io.grpc.netty.shaded",
    "a.b.jetty.server.Server, org.eclipse.jetty as a.b.jetty"
  })
  void of_aClassOfAServer_isHowItCameByItsName(String actual, String told) {
    assertEquals(told, Renaming.of(actual).toString());
  }

  @Test
  void between_theKnownName_isNone() {
    assertSame(Renaming.NONE, Renaming.between(PIPELINE, PIPELINE));
    assertEquals(PIPELINE, Renaming.NONE.apply(PIPELINE));
    assertEquals(PIPELINE, Renaming.NONE.known(PIPELINE));
  }

  @Test
  void under_aRenaming_theJoinPointHasEveryNameOfItsTypesMoved() {
    JoinPoint known =
        JoinPoint.in("org.eclipse.jetty.server.Server", "x.request")
            .method(
                "handle",
                "(Lorg/eclipse/jetty/server/Request;I[Ljava/lang/String;)Ljavax/servlet/X;")
            .anchoredAt("org.eclipse.jetty.server.Handler")
            .namespaceOf("org.eclipse.jetty.server.Request")
            .to("Advice", "Adapter");
    JoinPoint moved = known.under(Renaming.below("a.b."));
    assertEquals("a.b.org.eclipse.jetty.server.Server", moved.type());
    assertEquals("a.b.org.eclipse.jetty.server.Handler", moved.anchor());
    assertEquals("a.b.org.eclipse.jetty.server.Request", moved.namespaceWitness());
    assertEquals(
        "(La/b/org/eclipse/jetty/server/Request;I[Ljava/lang/String;)La/b/javax/servlet/X;",
        moved.descriptor());
    assertEquals("x.request", moved.name());
    assertEquals(
        "(La/b/org/eclipse/jetty/server/Request;I[Ljava/lang/String;)Ljavax/servlet/X;",
        moved.under(moved.renaming().sparingApis()).descriptor());
    assertSame(known, moved.known());
    assertSame(known, moved.under(Renaming.NONE));
  }
}
