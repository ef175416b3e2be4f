package praetor.agent.rpc.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import praetor.agent.rpc.RpcCaller;
import praetor.agent.rpc.stream.ByteBudget;
import praetor.agent.rpc.stream.Deadline;
import praetor.model.Bytes;
import praetor.raft.Dialer;

/** Opens connections to the server ports of others, in clear text or TLS. Safe for any thread. */
public final class ServerDialer {
  private final Supplier<RpcTls> settings;

  /**
   * @param settings asked for each connection
   */
  public ServerDialer(Supplier<RpcTls> settings) {
    this.settings = settings;
  }

  /** Connects and says what the connection is for. Blocks. */
  SocketLink dial(RpcCaller.Target target, FirstByte purpose, Duration timeout) throws IOException {
    var deadline = Deadline.after(timeout);
    var socket = new Socket();
    var link = new SocketLink(socket, shown(target.address()), () -> {});
    try {
      connect(socket, target.address(), deadline);
      var tls = settings.get();
      if (tls.verifyOutgoing() && tls.client().isPresent()) {
        link.output().write(FirstByte.TLS.value());
        link.readTimeout(deadline.leftMs());
        link.secureAsClient(tls, target.datacenter());
      }
      link.output().write(purpose.value());
      link.output().flush();
      link.readTimeout(0);
      return link;
    } catch (IOException e) {
      link.close();
      throw e;
    }
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
  private static void connect(Socket socket, InetSocketAddress address, Deadline deadline)
      throws IOException {
    try {
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.connect(address, deadline.leftMs());
    } catch (SocketTimeoutException e) {
      throw new IOException("dial tcp " + shown(address) + ": i/o timeout", e);
    } catch (IOException e) {
      var why = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      throw new IOException("dial tcp " + shown(address) + ": connect: " + why, e);
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
