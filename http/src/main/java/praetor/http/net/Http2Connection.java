package praetor.http.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One HTTP/2 connection: how long it may be idle, and its end. Owned by its event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write shows as the end of its channel
final class Http2Connection extends Loop.Member {
  private static final Logger LOG = LoggerFactory.getLogger(Http2Connection.class);

  /** Go's default. */
  private static final int MAX_CONCURRENT_STREAMS = 250;

  /** Lets an upload run at the speed of the network; half of Go's. */
  private static final int STREAM_WINDOW_BYTES = 512 << 10;

  private final Edge edge;
  private final Loop loop;
  private final Channel channel;
  private final Http2FrameCodec codec;
  private int idleSince;

  private Http2Connection(Edge edge, Channel channel, Http2FrameCodec codec) {
    this.edge = edge;
    this.loop = edge.loop(channel);
    this.channel = channel;
    this.codec = codec;
  }

  /** Makes a channel speak HTTP/2. */
  static void install(Edge edge, Channel channel) {
    var settings =
        Http2Settings.defaultSettings()
            .maxConcurrentStreams(MAX_CONCURRENT_STREAMS)
            .initialWindowSize(STREAM_WINDOW_BYTES)
            .maxHeaderListSize(edge.options().maxHeaderBytes());
    var codec =
        Http2FrameCodecBuilder.forServer()
            .initialSettings(settings)
            .gracefulShutdownTimeoutMillis(edge.options().drainTimeout().toMillis())
            .build();
    var streams =
        new Http2MultiplexHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel stream) {
                stream.pipeline().addLast(new Http2Stream(edge, stream));
              }
            });
    channel.pipeline().addLast(codec, streams, new Http2Connection(edge, channel, codec));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    loop.add(this);
    idleSince = loop.nowSeconds();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object frame) {
    // Frames of the connection itself: settings, pings and so on, which the codec has dealt with.
    ReferenceCountUtil.release(frame);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    loop.remove(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("an HTTP/2 connection ended", cause);
    channel.close();
  }

  @Override
  void tick(int nowSeconds) {
    if (codec.connection().numActiveStreams() > 0) {
      idleSince = nowSeconds;
    } else if (nowSeconds - idleSince > edge.options().idleTimeout().toSeconds()) {
      channel.close();
    }
  }

  @Override
  void drain() {
    // The codec says GOAWAY and waits for streams at work, at most until the server's own deadline.
    channel.close();
  }
}
