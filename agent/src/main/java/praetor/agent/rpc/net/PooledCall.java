package praetor.agent.rpc.net;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import praetor.agent.rpc.RpcCaller.Target;
import praetor.agent.rpc.RpcException;
import praetor.agent.rpc.RpcException.Kind;
import praetor.agent.rpc.stream.ByteBudget;
import praetor.agent.rpc.stream.Deadline;
import praetor.agent.rpc.wire.RequestHeader;
import praetor.agent.rpc.wire.ResponseHeader;
import praetor.agent.rpc.yamux.YamuxStream;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.PackReader;

/** One call, run on a thread of its own. */
final class PooledCall {
  private final Target target;
  private final RequestHeader header;
  private final Bytes argument;
  private final Deadline deadline;
  private final RpcPool.Options options;
  private final ByteBudget budget;
  private final CompletableFuture<Bytes> reply = new CompletableFuture<>();
  // Whoever sets it decides what becomes of the stream: the reply, or the caller who gives up.
  private final AtomicBoolean settled = new AtomicBoolean();

  PooledCall(
      Target target,
      RequestHeader header,
      Bytes argument,
      Duration timeout,
      RpcPool.Options options,
      ByteBudget budget) {
    this.target = target;
    this.header = header;
    this.argument = argument;
    this.deadline = Deadline.after(timeout);
    this.options = options;
    this.budget = budget;
  }

  CompletableFuture<Bytes> reply() {
    return reply;
  }

  void run(Function<Target, PooledSession> sessions) {
    var session = sessions.apply(target);
    try {
      call(session);
    } finally {
      session.end();
    }
  }

  private void call(PooledSession session) {
    YamuxStream stream;
    try {
      stream = session.take(deadline);
    } catch (IOException e) {
      fail(Kind.NOT_SENT, "rpc error getting client: failed to get conn: ", e);
      return;
    }
    reply.whenComplete((_, _) -> giveUp(stream));
    try {
      Messages.send(stream, RequestHeader.SHAPE.toPack(header), argument, deadline);
    } catch (IOException e) {
      // Its end did not leave: nobody can have carried it out.
      giveUp(stream);
      fail(Kind.NOT_SENT, "rpc error making call: ", e);
      return;
    }
    receive(session, stream);
  }

  private void receive(PooledSession session, YamuxStream stream) {
    try {
      var values = new ValueReader(stream, options.replyBytesMax(), budget);
      var head = values.need(deadline);
      var response = ResponseHeader.SHAPE.readPack(new PackReader(head.array()));
      if (response.sequence() != header.sequence()) {
        throw new DecodeException("the reply to another call");
      }
      var body = values.need(deadline);
      if (!settled.compareAndSet(false, true)) {
        return;
      }
      if (values.hasMore() || response.endsStream()) {
        stream.reset();
      } else {
        session.keep(stream);
      }
      complete(response, body);
    } catch (DecodeException e) {
      giveUp(stream);
      fail(Kind.UNKNOWN, "rpc error making call: ", new IOException(e.getMessage(), e));
    } catch (IOException e) {
      giveUp(stream);
      fail(stream.wasRefused() ? Kind.NOT_SENT : Kind.UNKNOWN, "rpc error making call: ", e);
    }
  }

  private void complete(ResponseHeader response, Bytes body) {
    if (response.error().isEmpty()) {
      reply.complete(body);
    } else {
      reply.completeExceptionally(RpcException.answered(response.error()));
    }
  }

  private void giveUp(YamuxStream stream) {
    if (settled.compareAndSet(false, true)) {
      stream.reset();
    }
  }

  private void fail(Kind kind, String what, IOException why) {
    var text = Optional.ofNullable(why.getMessage()).orElse(why.toString());
    reply.completeExceptionally(new RpcException(kind, what + text, why));
  }
}
