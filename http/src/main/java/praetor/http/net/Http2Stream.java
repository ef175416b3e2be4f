package praetor.http.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.http.Body;
import praetor.http.BodyRule;
import praetor.http.Headers;
import praetor.http.HttpVersion;
import praetor.http.Request;
import praetor.http.RequestTarget;
import praetor.http.Response;
import praetor.http.SharedBytes;

/** One stream of an HTTP/2 connection: one request, one answer. Owned by the event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write shows as the end of its channel
final class Http2Stream extends Loop.Member implements BodyStream.Sink {
  private static final Logger LOG = LoggerFactory.getLogger(Http2Stream.class);

  private final Edge edge;
  private final Loop loop;
  private final Channel channel;
  private @Nullable Turn turn;
  private @Nullable Intake intake;
  private @Nullable BodyStream stream;
  private boolean bodyDone;

  private final class Turn extends ServerExchange {
    Turn(Request request) {
      super(loop.executor(), request);
    }

    @Override
    void send(Response response) {
      answer(request(), response);
    }
  }

  Http2Stream(Edge edge, Channel channel) {
    this.edge = edge;
    this.loop = edge.loop(channel);
    this.channel = channel;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    loop.add(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof Http2HeadersFrame frame) {
        takeHeaders(frame);
      } else if (message instanceof Http2DataFrame frame) {
        takeData(frame.content(), frame.isEndStream());
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    loop.remove(this);
    if (intake != null) {
      intake.abort();
      intake = null;
    }
    if (turn != null) {
      turn.gone();
    }
    if (stream != null) {
      stream.gone();
      stream = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("an HTTP/2 stream ended", cause);
    channel.close();
  }

  @Override
  void tick(int nowSeconds) {
    // Time limits are those of the connection.
  }

  @Override
  void drain() {
    if (stream != null || (turn != null && turn.isAbandonable())) {
      channel.close();
    }
  }

  @Override
  public ChannelFuture chunk(byte[] bytes) {
    return channel.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(bytes), false));
  }

  @Override
  public void complete() {
    if (stream != null) {
      stream = null;
      last(Unpooled.EMPTY_BUFFER);
    }
  }

  @Override
  public void broken() {
    stream = null;
    reset(Http2Error.INTERNAL_ERROR);
  }

  private void takeHeaders(Http2HeadersFrame frame) {
    if (turn != null) {
      // Trailers.
      endBodyIf(frame.isEndStream());
      return;
    }
    var request = request(frame.headers());
    if (request.isEmpty()) {
      refuse();
      return;
    }
    var begun = new Turn(request.get());
    turn = begun;
    if (frame.isEndStream()) {
      bodyDone = true;
      edge.handler().handle(begun);
    } else {
      begin(begun, contentLength(request.get().headers()));
    }
  }

  private void begin(Turn begun, long announced) {
    var head = begun.request();
    switch (edge.handler().bodyRule(head)) {
      case BodyRule.Ignored _ -> edge.handler().handle(begun);
      case BodyRule.Whole(long maxBytes, BodyRule.Refusal refusal) -> {
        if (announced > maxBytes) {
          begun.respond(refusal.tooLarge(head, announced, maxBytes));
          return;
        }
        intake =
            new WholeBody(
                maxBytes,
                announced,
                body -> {
                  begun.request(head.withBody(body));
                  edge.handler().handle(begun);
                },
                bytes -> begun.respond(refusal.tooLarge(head, bytes, maxBytes)));
      }
      case BodyRule.Streamed _ -> {
        var pipe = new BodyPipe(() -> loop.executor().execute(this::pauseOrGoOn));
        intake = pipe;
        begun.request(head.withBodyStream(pipe));
        edge.handler().handle(begun);
      }
    }
  }

  private void pauseOrGoOn() {
    channel.config().setAutoRead(!(intake instanceof BodyPipe pipe && pipe.isPaused()));
  }

  private void takeData(ByteBuf data, boolean end) {
    if (intake != null) {
      intake.accept(data);
    }
    endBodyIf(end);
  }

  private void endBodyIf(boolean end) {
    if (!end) {
      return;
    }
    bodyDone = true;
    var complete = intake;
    intake = null;
    if (complete != null) {
      complete.end();
    }
  }

  private Optional<Request> request(Http2Headers headers) {
    var method = String.valueOf(headers.method());
    var path = headers.path();
    var authority = headers.authority();
    var pairs = new ArrayList<String>();
    if (authority != null) {
      pairs.add("host");
      pairs.add(authority.toString());
    }
    headers.forEach(
        header -> {
          if (header.getKey().charAt(0) != ':') {
            pairs.add(header.getKey().toString());
            pairs.add(header.getValue().toString());
          }
        });
    var text = path != null ? path.toString() : String.valueOf(authority);
    return RequestTarget.parse(method, text)
        .map(
            target ->
                Request.of(
                    method,
                    target,
                    HttpVersion.HTTP_2,
                    Headers.handOver(pairs.toArray(String[]::new)),
                    remote(),
                    true));
  }

  private SocketAddress remote() {
    return channel.parent().remoteAddress();
  }

  private static long contentLength(Headers headers) {
    try {
      return headers.first("content-length").map(Long::parseLong).orElse(-1L);
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private void refuse() {
    channel.write(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("400"), true));
    reset(Http2Error.PROTOCOL_ERROR);
  }

  private void answer(Request request, Response response) {
    var headers = headers(response);
    boolean head = request.method().equals("HEAD");
    switch (response.body()) {
      case Body.Bytes(byte[] bytes) ->
          send(response, headers, head, bytes.length, Unpooled.wrappedBuffer(bytes));
      case Body.Shared(SharedBytes bytes) ->
          send(response, headers, head, bytes.length(), Unpooled.wrappedBuffer(bytes.direct()));
      case Body.Stream(Body.Writer writer) -> {
        channel.writeAndFlush(new DefaultHttp2HeadersFrame(headers, head));
        if (!head) {
          var body = new BodyStream(loop.executor(), this);
          stream = body;
          body.start(writer);
        }
      }
    }
  }

  private void send(
      Response response, Http2Headers headers, boolean head, int length, ByteBuf body) {
    if (response.status() != 204 && response.status() != 304) {
      headers.setInt("content-length", length);
    }
    boolean bare = head || length == 0;
    channel.write(new DefaultHttp2HeadersFrame(headers, bare));
    if (bare) {
      finish(channel.writeAndFlush(Unpooled.EMPTY_BUFFER));
    } else {
      last(body);
    }
  }

  private void last(ByteBuf data) {
    finish(channel.writeAndFlush(new DefaultHttp2DataFrame(data, true)));
  }

  /** After the answer a body still under way is waved off. Source: RFC 9113 section 8.1. */
  private void finish(ChannelFuture written) {
    if (!bodyDone) {
      written.addListener(_ -> reset(Http2Error.NO_ERROR));
    }
  }

  private void reset(Http2Error reason) {
    channel.writeAndFlush(new DefaultHttp2ResetFrame(reason));
  }

  private Http2Headers headers(Response response) {
    var headers = new DefaultHttp2Headers(false);
    headers.status(Integer.toString(response.status()));
    var common = response.common().headers();
    for (int i = 0; i < common.size(); i++) {
      if (!response.headers().has(common.name(i))) {
        add(headers, common.name(i), common.value(i));
      }
    }
    for (int i = 0; i < response.headers().size(); i++) {
      add(headers, response.headers().name(i), response.headers().value(i));
    }
    headers.add("date", loop.encoder().dateText());
    return headers;
  }

  private static void add(Http2Headers headers, String name, String value) {
    if (!HeadEncoder.isOurs(name)) {
      headers.add(name.toLowerCase(Locale.ROOT), value.replace('\r', ' ').replace('\n', ' '));
    }
  }
}
