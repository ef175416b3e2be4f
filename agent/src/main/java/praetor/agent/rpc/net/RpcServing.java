package praetor.agent.rpc.net;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.RequestException;
import praetor.agent.rpc.RpcException;
import praetor.agent.rpc.RpcHandler;
import praetor.agent.rpc.stream.ByteBudget;
import praetor.agent.rpc.stream.ByteStream;
import praetor.agent.rpc.stream.Deadline;
import praetor.agent.rpc.wire.RequestHeader;
import praetor.agent.rpc.wire.ResponseHeader;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.PackReader;

/** Answers the calls on a stream, one after another. Safe for any number of streams. */
final class RpcServing {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server.rpc");

  /** Once a call has begun to come, the rest must come within this time. */
  private static final Duration ARGUMENT_TIMEOUT = Duration.ofMinutes(1);

  /** For a caller that takes its reply slowly or not at all. */
  private static final Duration REPLY_TIMEOUT = Duration.ofMinutes(5);

  private static final Bytes EMPTY_MAP = Bytes.owned(new byte[] {(byte) 0x80});

  private final RpcHandler handler;
  private final int argumentBytesMax;
  private final ByteBudget budget;

  RpcServing(RpcHandler handler, int argumentBytesMax, ByteBudget budget) {
    this.handler = handler;
    this.argumentBytesMax = argumentBytesMax;
    this.budget = budget;
  }

  /** Serves a stream until it ends, and closes it. */
  void serve(ByteStream stream) {
    try {
      var values = new ValueReader(stream, argumentBytesMax, budget);
      while (answerNext(values, stream)) {
        // Calls follow each other on a stream.
      }
      stream.close();
    } catch (DecodeException e) {
      LOG.error("RPC error: error={} conn=from={}", e.getMessage(), stream.remote());
      stream.reset();
    } catch (EOFException e) {
      LOG.debug("a call from {} was cut off", stream.remote(), e);
      stream.close();
    } catch (IOException e) {
      LOG.debug("a stream from {} ended", stream.remote(), e);
      stream.reset();
    }
  }

  /** Answers a call; false when no other can follow. */
  private boolean answerNext(ValueReader values, ByteStream stream)
      throws IOException, DecodeException {
    var head = values.next(Deadline.NEVER, ARGUMENT_TIMEOUT);
    if (head.isEmpty()) {
      return false;
    }
    var request = RequestHeader.SHAPE.readPack(new PackReader(head.get().array()));
    var argument = values.need(Deadline.after(ARGUMENT_TIMEOUT));
    if (!budget.tryTake(argument.length())) {
      throw new DecodeException(ValueReader.TOO_MUCH);
    }
    try {
      return answer(
          request, new RpcHandler.Call(request.method(), argument, stream.remote()), stream);
    } finally {
      budget.give(argument.length());
    }
  }

  private boolean answer(RequestHeader request, RpcHandler.Call call, ByteStream stream)
      throws IOException {
    var error = "";
    var reply = EMPTY_MAP;
    try {
      reply = await(begin(call), stream);
    } catch (ExecutionException e) {
      error = text(call, Objects.requireNonNullElse(e.getCause(), e));
    }
    var response = new ResponseHeader(error, request.sequence(), request.method());
    Messages.send(
        stream, ResponseHeader.SHAPE.toPack(response), reply, Deadline.after(REPLY_TIMEOUT));
    return !response.endsStream();
  }

  private CompletableFuture<Bytes> begin(RpcHandler.Call call) {
    try {
      return handler.handle(call);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Bytes await(CompletableFuture<Bytes> reply, ByteStream stream)
      throws ExecutionException, IOException {
    stream.onEnd(() -> reply.cancel(false));
    try {
      // The handler has its own limits, and the stream's end is the end of this wait.
      return reply.get();
    } catch (CancellationException e) {
      throw new IOException("the caller is gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      stream.onEnd(() -> {});
    }
  }

  private static String text(RpcHandler.Call call, Throwable failure) {
    if (failure instanceof RpcException || failure instanceof RequestException) {
      return String.valueOf(failure.getMessage());
    }
    LOG.error("the call {} from {} failed", call.method(), call.remote(), failure);
    return "rpc: internal error in " + call.method();
  }
}
