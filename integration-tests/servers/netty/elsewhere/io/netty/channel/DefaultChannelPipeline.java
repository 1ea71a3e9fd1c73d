package elsewhere.io.netty.channel;

/** Stands for the pipeline of a Netty that nobody knows, in a jar that renamed it. */
public final class DefaultChannelPipeline {}
