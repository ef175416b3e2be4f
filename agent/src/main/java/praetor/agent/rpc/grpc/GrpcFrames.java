package praetor.agent.rpc.grpc;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2FrameStreamEvent;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.ReferenceCountUtil;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes calls out of frames. Runs under the lock of its connection. */
final class GrpcFrames extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(GrpcFrames.class);

  private final GrpcConnection connection;
  private final GrpcMethods methods;
  private final Map<Http2FrameStream, GrpcStream> streams = new HashMap<>();

  GrpcFrames(GrpcConnection connection, GrpcMethods methods) {
    this.connection = connection;
    this.methods = methods;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      switch (message) {
        case Http2HeadersFrame frame -> head(context, frame);
        case Http2DataFrame frame -> data(context, frame);
        case Http2ResetFrame frame -> cancel(frame.stream());
        default -> LOG.trace("nothing to do for {}", message);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void head(ChannelHandlerContext context, Http2HeadersFrame frame) {
    var known = streams.get(frame.stream());
    if (known != null) {
      // Fields after the message, of which a request has none that matter.
      finish(context, known, frame.isEndStream());
      return;
    }
    var path = Optional.ofNullable(frame.headers().path()).map(CharSequence::toString).orElse("");
    var stream = new GrpcStream(connection, frame.stream(), path);
    streams.put(frame.stream(), stream);
    finish(context, stream, frame.isEndStream());
  }

  private void data(ChannelHandlerContext context, Http2DataFrame frame) {
    var credit = new DefaultHttp2WindowUpdateFrame(frame.initialFlowControlledBytes());
    context.write(credit.stream(frame.stream()));
    var stream = streams.get(frame.stream());
    if (stream == null) {
      return;
    }
    if (!stream.receive(frame.content())) {
      streams.remove(frame.stream());
      reset(context, frame.stream(), Http2Error.ENHANCE_YOUR_CALM);
      return;
    }
    finish(context, stream, frame.isEndStream());
  }

  /** Has a request answered when it is complete. */
  private void finish(ChannelHandlerContext context, GrpcStream stream, boolean complete) {
    if (!complete) {
      return;
    }
    if (stream.hasRequest()) {
      Thread.ofVirtual().name("grpc-call").start(() -> stream.answer(methods));
    } else {
      streams.remove(stream.stream());
      reset(context, stream.stream(), Http2Error.PROTOCOL_ERROR);
    }
  }

  private static void reset(
      ChannelHandlerContext context, Http2FrameStream stream, Http2Error error) {
    context.writeAndFlush(new DefaultHttp2ResetFrame(error).stream(stream));
  }

  private void cancel(Http2FrameStream stream) {
    var known = streams.remove(stream);
    if (known != null) {
      known.cancel();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event instanceof Http2FrameStreamEvent change
        && change.type() == Http2FrameStreamEvent.Type.State
        && change.stream().state() == Http2Stream.State.CLOSED) {
      cancel(change.stream());
    }
    super.userEventTriggered(context, event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    var left = List.copyOf(streams.values());
    streams.clear();
    left.forEach(GrpcStream::cancel);
    super.channelInactive(context);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof Http2FrameStreamException broken) {
      cancel(broken.stream());
      reset(context, broken.stream(), broken.error());
      return;
    }
    LOG.debug("closing the connection from {}", connection.remote(), cause);
    context.close();
  }
}
