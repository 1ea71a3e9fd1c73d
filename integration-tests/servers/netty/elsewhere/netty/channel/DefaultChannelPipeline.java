package elsewhere.netty.channel;

/** Is called nearly as Netty's own, and is something else. */
public final class DefaultChannelPipeline {}
