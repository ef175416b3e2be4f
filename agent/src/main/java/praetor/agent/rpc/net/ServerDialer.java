package praetor.agent.rpc.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Supplier;
import praetor.agent.rpc.RpcCaller;
import praetor.agent.rpc.stream.ByteBudget;
import praetor.agent.rpc.stream.Deadline;
import praetor.model.Bytes;
import praetor.model.NetworkErrors;
import praetor.raft.Dialer;

/** Opens connections to the server ports of others, in clear text or TLS. Safe for any thread. */
public final class ServerDialer {
  /**
   * A network that lost the first packet is asked anew after that time: TCP itself waits twice as
   * long each time.
   */
  private static final int ATTEMPT_MAX_MS = 1_000;

  private final Supplier<RpcTls> settings;

  /**
   * @param settings asked for each connection
   */
  public ServerDialer(Supplier<RpcTls> settings) {
    this.settings = settings;
  }

  /** Connects and says what the connection is for. Blocks. */
  SocketLink dial(RpcCaller.Target target, FirstByte purpose, Duration timeout) throws IOException {
    var tls = settings.get();
    return dial(
        target,
        timeout,
        (link, deadline) -> {
          if (tls.verifyOutgoing() && tls.client().isPresent()) {
            secure(link, FirstByte.TLS, tls, target, deadline);
          }
          link.output().write(purpose.value());
          link.output().flush();
        });
  }

  /** Connects by TLS, whose first byte says that no certificate of this end is to be seen. */
  SocketLink dialAnonymously(RpcCaller.Target target, Duration timeout) throws IOException {
    var tls = settings.get();
    return dial(
        target,
        timeout,
        (link, deadline) -> secure(link, FirstByte.TLS_INSECURE, tls, target, deadline));
  }

  /** What is said first on a connection. */
  @FunctionalInterface
  private interface Opening {
    void open(SocketLink link, Deadline deadline) throws IOException;
  }

  private static SocketLink dial(RpcCaller.Target target, Duration timeout, Opening opening)
      throws IOException {
    var deadline = Deadline.after(timeout);
    var socket = connected(target.address(), deadline);
    var link = new SocketLink(socket, shown(target.address()), () -> {});
    try {
      opening.open(link, deadline);
      link.readTimeout(0);
      return link;
    } catch (IOException e) {
      link.close();
      throw new IOException(NetworkErrors.why("read", e), e);
    }
  }

  private static void secure(
      SocketLink link, FirstByte first, RpcTls tls, RpcCaller.Target target, Deadline deadline)
      throws IOException {
    link.output().write(first.value());
    link.readTimeout(deadline.leftMs());
    link.secureAsClient(tls, target.datacenter());
  }

  /**
   * Raft's connections to the other servers of a datacenter.
   *
   * @param datacenter its name stands in the certificates
   */
  public Dialer raft(String datacenter) {
    return (peerId, address, timeout) ->
        dial(new RpcCaller.Target(datacenter, peerId, address), FirstByte.RAFT, timeout);
  }

  /**
   * Begins to save or to restore a snapshot on another server. Blocks.
   *
   * @param request one MessagePack value
   * @param timeout of connecting, and afterwards of each wait for the other end
   */
  public SnapshotExchange snapshot(RpcCaller.Target target, Bytes request, Duration timeout)
      throws IOException {
    var link = dial(target, FirstByte.SNAPSHOT, timeout);
    try {
      link.output().write(request.array());
      link.output().flush();
      var budget = new ByteBudget(SnapshotExchange.HEAD_BYTES_MAX);
      return new SnapshotExchange(link, timeout, budget);
    } catch (IOException e) {
      link.close();
      throw e;
    }
  }

  /** Source: Go's words, as Consul's logs and errors have them. */
  private static Socket connected(InetSocketAddress address, Deadline deadline) throws IOException {
    while (true) {
      try {
        return attempt(address, Math.min(deadline.leftMs(), ATTEMPT_MAX_MS));
      } catch (SocketTimeoutException e) {
        if (deadline.leftNanos() <= 0) {
          throw new IOException("dial tcp " + shown(address) + ": i/o timeout", e);
        }
      } catch (IOException e) {
        var why = NetworkErrors.why("connect", e);
        throw new IOException("dial tcp " + shown(address) + ": " + why, e);
      }
    }
  }

  private static Socket attempt(InetSocketAddress address, int timeoutMs) throws IOException {
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.connect(address, timeoutMs);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  static String shown(InetSocketAddress address) {
    var host = address.getAddress() == null ? address.getHostString() : hostText(address);
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  private static String hostText(InetSocketAddress address) {
    return address.getAddress().getHostAddress();
  }
}
