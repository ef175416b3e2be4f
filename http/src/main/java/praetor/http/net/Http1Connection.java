package praetor.http.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.http.BodyRule;
import praetor.http.Response;

/**
 * One HTTP/1 connection: requests in, one at a time, answers out in the same order. Owned by its
 * event loop.
 *
 * <p>A turn begins with a head and ends when the answer has been written and the body has been read
 * or dropped. What arrives of later requests meanwhile waits, and reading stops.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write shows as the end of its channel
final class Http1Connection extends Loop.Member {
  private static final Logger LOG = LoggerFactory.getLogger(Http1Connection.class);

  /** A client that takes nothing for so long is given up. */
  private static final int WRITE_STALL_SECONDS = 60;

  private final Edge edge;
  private final Loop loop;
  private final RequestDecoder decoder;
  private final Channel channel;
  private final Http1Output output;
  private final boolean tls;

  /** The request at work; between requests there is none. */
  private @Nullable Turn turn;

  /** Where the body of the request at work goes while it arrives. */
  private @Nullable Intake intake;

  private boolean bodyDone = true;
  private boolean answered;
  private boolean inputClosed;
  private int inputClosedTicks;

  /** What arrived of later requests. */
  private @Nullable ArrayDeque<Object> later;

  /** When to give up waiting, in seconds of the loop; 0 while there is nothing to wait for. */
  private int deadline;

  private boolean insideHead;
  private boolean taking;

  /** A request, and the place for its answer on this connection. */
  private final class Turn extends ServerExchange {
    private final HeadParser.Parsed.Head head;
    private long bodyBytesLeft;
    private boolean continueOwed;

    Turn(HeadParser.Parsed.Head head) {
      super(loop.executor(), head.request());
      this.head = head;
      this.bodyBytesLeft = head.bodyBytes();
      this.continueOwed = head.expectsContinue();
    }

    @Override
    void send(Response response) {
      if (turn == this && !output.isLastAnswer()) {
        answer(this, response);
      }
    }

    /** Whether the body can be read to its end, should nobody want it. */
    boolean isBodyWorthReading() {
      return !continueOwed && bodyBytesLeft >= 0 && bodyBytesLeft <= DroppedBody.MAX_BYTES;
    }
  }

  Http1Connection(Edge edge, Channel channel, RequestDecoder decoder, boolean tls) {
    this.edge = edge;
    this.loop = edge.loop(channel);
    this.decoder = decoder;
    this.channel = channel;
    this.tls = tls;
    this.output = new Http1Output(channel, loop, tls, this::answerWritten);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    loop.add(this);
    waitFor(edge.options().idleTimeout());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    output.batch();
    if (isBusy() || later != null) {
      postpone(message);
      takePostponed();
    } else {
      take(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    output.flushBatch();
    if (turn == null && insideHead != decoder.isInsideHead()) {
      insideHead = !insideHead;
      waitFor(insideHead ? edge.options().headerTimeout() : edge.options().idleTimeout());
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (channel.isWritable()) {
      output.writable();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      inputClosed = true;
      if (turn == null) {
        closeWhenWritten();
      } else if (!bodyDone) {
        channel.close();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    loop.remove(this);
    endIntake();
    if (turn != null) {
      turn.gone();
    }
    output.gone();
    if (later != null) {
      later.forEach(ReferenceCountUtil::release);
      later = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException || cause instanceof CodecException) {
      LOG.debug("an HTTP connection ended", cause);
    } else {
      LOG.warn("an HTTP connection failed", cause);
    }
    channel.close();
  }

  @Override
  void tick(int nowSeconds) {
    boolean late = deadline != 0 && nowSeconds - deadline >= 0;
    if (late || output.stalledSeconds() > WRITE_STALL_SECONDS || isLeft()) {
      channel.close();
    }
  }

  /**
   * Whether the client has finished sending some time ago and nobody would mind if it had gone:
   * most have, some only say that no request follows.
   */
  private boolean isLeft() {
    return inputClosed && ++inputClosedTicks > 1 && isAbandonable();
  }

  @Override
  void drain() {
    if (turn == null) {
      closeWhenWritten();
    } else if (!bodyDone || isAbandonable()) {
      channel.close();
    }
  }

  /** Whether the request at work is one that waits for news or streams them. */
  private boolean isAbandonable() {
    return output.isStreaming() || (turn != null && turn.isAbandonable());
  }

  private void closeWhenWritten() {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  private boolean isBusy() {
    return turn != null && bodyDone;
  }

  private void postpone(Object message) {
    if (later == null) {
      later = new ArrayDeque<>();
    }
    reading(false);
    later.add(message);
  }

  private void takePostponed() {
    taking = true;
    while (later != null && !isBusy()) {
      var message = later.poll();
      if (message == null) {
        later = null;
        goOnReading();
      } else {
        take(message);
      }
    }
    taking = false;
  }

  private void goOnReading() {
    reading(true);
    if (inputClosed && turn == null) {
      closeWhenWritten();
    }
  }

  private void take(Object message) {
    try {
      if (output.isLastAnswer()) {
        return;
      }
      if (message instanceof HttpRequest head) {
        takeHead(head);
      }
      if (message instanceof HttpContent content && !output.isLastAnswer()) {
        takeContent(content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void takeHead(HttpRequest message) {
    switch (HeadParser.parse(message, channel.remoteAddress(), tls, loop.strings())) {
      case HeadParser.Parsed.Head head -> begin(new Turn(head));
      case HeadParser.Parsed.Refused refused -> output.refuse(refused);
    }
  }

  private void begin(Turn begun) {
    turn = begun;
    bodyDone = false;
    answered = false;
    insideHead = false;
    deadline = 0;
    if (begun.bodyBytesLeft == 0) {
      dispatch(begun);
      return;
    }
    waitFor(edge.options().headerTimeout());
    switch (edge.handler().bodyRule(begun.request())) {
      case BodyRule.Ignored _ -> {
        drop();
        dispatch(begun);
      }
      case BodyRule.Whole(long maxBytes, BodyRule.Refusal refusal) ->
          gather(begun, maxBytes, refusal);
      case BodyRule.Streamed _ -> {
        askForBody(begun);
        var pipe = new BodyPipe(this::pauseChanged);
        intake = pipe;
        begun.request(begun.request().withBodyStream(pipe));
        dispatch(begun);
      }
    }
  }

  private void gather(Turn begun, long maxBytes, BodyRule.Refusal refusal) {
    var head = begun.request();
    if (begun.bodyBytesLeft > maxBytes) {
      drop();
      begun.respond(refusal.tooLarge(head, begun.bodyBytesLeft, maxBytes));
      return;
    }
    askForBody(begun);
    intake =
        new WholeBody(
            maxBytes,
            begun.bodyBytesLeft,
            body -> {
              begun.request(head.withBody(body));
              dispatch(begun);
            },
            bytes -> begun.respond(refusal.tooLarge(head, bytes, maxBytes)));
  }

  private void askForBody(Turn begun) {
    if (begun.continueOwed) {
      begun.continueOwed = false;
      output.sayContinue();
    }
  }

  private void drop() {
    intake = new DroppedBody(channel::close);
    reading(true);
  }

  private void dispatch(Turn begun) {
    edge.handler().handle(begun);
  }

  private void takeContent(HttpContent content) {
    if (content.decoderResult().isFailure()) {
      breakOff();
      return;
    }
    if (turn != null && turn.bodyBytesLeft > 0) {
      turn.bodyBytesLeft -= content.content().readableBytes();
    }
    if (intake != null) {
      intake.accept(content.content());
      waitFor(edge.options().headerTimeout());
    }
    if (content instanceof LastHttpContent) {
      endBody();
    }
  }

  private void endBody() {
    bodyDone = true;
    deadline = 0;
    var complete = intake;
    intake = null;
    if (complete != null) {
      complete.end();
    }
    if (answered) {
      endTurn();
    }
  }

  /** The body is no proper encoding: nobody is told but the client. */
  private void breakOff() {
    endIntake();
    if (answered || turn == null || output.isStreaming()) {
      channel.close();
      return;
    }
    turn.gone();
    output.refuse(HeadParser.BAD_REQUEST);
  }

  private void endIntake() {
    if (intake != null) {
      intake.abort();
      intake = null;
    }
  }

  private void answer(Turn asked, Response response) {
    boolean more = !inputClosed || later != null;
    boolean keep =
        asked.head.keepAlive()
            && more
            && !edge.isDraining()
            && !response.closesConnection()
            && (bodyDone || asked.isBodyWorthReading());
    output.send(response, asked.request(), keep, !bodyDone && asked.bodyBytesLeft != 0);
  }

  private void answerWritten() {
    answered = true;
    if (bodyDone) {
      endTurn();
    } else if (turn != null && turn.bodyBytesLeft != 0) {
      endIntake();
      drop();
    }
  }

  private void endTurn() {
    turn = null;
    answered = false;
    waitFor(edge.options().idleTimeout());
    if (later == null) {
      reading(true);
    } else if (!taking) {
      output.batch();
      takePostponed();
      output.flushBatch();
    }
  }

  private void waitFor(Duration time) {
    // One more, because the second at hand is not a whole one.
    deadline = loop.nowSeconds() + 1 + (int) Math.min(time.toSeconds(), Integer.MAX_VALUE / 2);
  }

  private void reading(boolean on) {
    if (channel.config().isAutoRead() != on) {
      channel.config().setAutoRead(on);
    }
  }

  /** The reader of a streamed body is full, or has room again. Called from any thread. */
  private void pauseChanged() {
    if (!loop.executor().isShuttingDown()) {
      loop.executor().execute(this::pauseOrGoOn);
    }
  }

  private void pauseOrGoOn() {
    if (intake instanceof BodyPipe pipe) {
      boolean paused = pipe.isPaused();
      reading(!paused);
      // A reader's slowness is not the client's.
      deadline = 0;
      if (!paused) {
        waitFor(edge.options().headerTimeout());
      }
    }
  }
}
