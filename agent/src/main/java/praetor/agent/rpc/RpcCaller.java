package praetor.agent.rpc;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import praetor.model.Bytes;

/** Makes calls to servers over connections that it keeps. Safe for any thread. */
public interface RpcCaller extends AutoCloseable {
  /**
   * A server to be called.
   *
   * @param datacenter where it is
   * @param node its node name, which its certificate may have to carry
   */
  record Target(String datacenter, String node, InetSocketAddress address) {}

  /**
   * Calls a server.
   *
   * @param argument one MessagePack value
   * @param timeout how long to wait for the reply, connecting included
   * @return the reply, one MessagePack value; fails with an {@link RpcException}. Cancelling it
   *     gives up the call
   */
  CompletableFuture<Bytes> call(Target target, String method, Bytes argument, Duration timeout);

  /** Ends all connections; calls under way fail. */
  @Override
  void close();
}
