package renamed.io.netty.handler.codec.http;

/** Stands for Netty's class in a jar that has Netty under another name. */
public final class HttpServerCodec {}
