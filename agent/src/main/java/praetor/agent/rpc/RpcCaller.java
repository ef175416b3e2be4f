package praetor.agent.rpc;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

  /**
   * A snapshot on its way to or from a server: write the archive to {@link #out} for a restore,
   * read the {@link #response}, and then the archive from {@link #archive} for a save. Owned by one
   * thread, which it blocks.
   */
  interface Exchange extends Closeable {
    /** Takes the archive to be restored. */
    OutputStream out() throws IOException;

    /**
     * Sends no more and waits for the answer.
     *
     * @param within how long the other end may take: a restore takes as long as its archive
     * @return one MessagePack value: SnapshotResponse
     */
    Bytes response(Duration within) throws IOException;

    /** The archive that was saved. */
    InputStream archive() throws IOException;
  }

  /**
   * Begins to save or to restore a snapshot on a server. Blocks.
   *
   * @param request one MessagePack value: SnapshotRequest
   * @param timeout of connecting, and afterwards of each wait for the other end
   */
  Exchange snapshot(Target target, Bytes request, Duration timeout) throws IOException;

  /** Ends all connections; calls under way fail. */
  @Override
  void close();
}
