package praetor.agent.rpc;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import praetor.model.Bytes;

/** Calls that lead straight to those who answer them. */
public final class MemoryCaller implements RpcCaller {
  /** A call that was made. */
  public record Made(String server, String method, Duration timeout) {}

  private final Map<Target, RpcHandler> servers = new ConcurrentHashMap<>();
  private final Queue<RpcException> failures = new ArrayDeque<>();
  private final Queue<Made> made = new ConcurrentLinkedQueue<>();

  public MemoryCaller answering(Target target, RpcHandler handler) {
    servers.put(target, handler);
    return this;
  }

  /** Has the next calls fail, each with one of the failures. */
  public void failNext(RpcException... next) {
    failures.addAll(java.util.List.of(next));
  }

  public Queue<Made> made() {
    return made;
  }

  @Override
  public CompletableFuture<Bytes> call(
      Target target, String method, Bytes argument, Duration timeout) {
    made.add(new Made(target.node(), method, timeout));
    var failure = failures.poll();
    if (failure != null) {
      return CompletableFuture.failedFuture(failure);
    }
    var handler = servers.get(target);
    return handler == null
        ? CompletableFuture.failedFuture(
            new RpcException(RpcException.Kind.NOT_SENT, "connection refused"))
        : handler.handle(new RpcHandler.Call(method, argument, "127.0.0.1:1"));
  }

  @Override
  public void close() {}

  @Override
  public Exchange snapshot(Target target, Bytes request, java.time.Duration timeout) {
    throw new UnsupportedOperationException("snapshots have a connection of their own");
  }
}
