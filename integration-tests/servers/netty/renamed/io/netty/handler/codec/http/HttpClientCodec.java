package renamed.io.netty.handler.codec.http;

/** Stands for the client of a jar that has Netty under another name. */
public final class HttpClientCodec {}
