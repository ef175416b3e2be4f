package praetor.raft;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Servers of one group in this JVM, over loopback, with cables that can be cut. */
final class Cluster implements AutoCloseable {

  private static final Duration ELECTION = Duration.ofMillis(400);

  private final Path directory;
  private final RaftOptions.Snapshots snapshots;
  private final Map<String, InetSocketAddress> addresses = new ConcurrentHashMap<>();
  private final Map<String, Node> nodes = new ConcurrentSkipListMap<>();
  private final Set<String> cut = ConcurrentHashMap.newKeySet();
  private final Set<Cable> cables = ConcurrentHashMap.newKeySet();

  Cluster(Path directory, RaftOptions.Snapshots snapshots) {
    this.directory = directory;
    this.snapshots = snapshots;
  }

  /** One server. */
  record Node(String id, RaftEngine engine, RegisterMachine machine, ServerSocket listener) {

    boolean leads() {
      return engine.status().leads();
    }
  }

  /** An open connection between two servers. */
  private record Cable(String from, String to, Connection connection) {}

  Node start(String id, List<String> initialVoters) throws Exception {
    var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    addresses.put(id, new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()));
    var machine = new RegisterMachine();
    var options =
        RaftOptions.of(id, addresses.get(id))
            .withInitialVoters(initialVoters)
            .withDataDirectory(directory.resolve(id))
            .withAddressBook(peer -> Optional.ofNullable(addresses.get(peer)))
            .withDialer((peer, address, timeout) -> dial(id, peer, address, timeout))
            .withTiming(new RaftOptions.Timing(ELECTION))
            .withSnapshots(snapshots);
    var engine = RaftEngine.open(options, machine);
    var node = new Node(id, engine, machine, listener);
    nodes.put(id, node);
    Thread.ofVirtual().start(() -> accept(node));
    return node;
  }

  /** Stops a server; its directory stays. */
  void stop(String id) throws IOException {
    var node = nodes.remove(id);
    node.listener().close();
    node.engine().close();
  }

  /** Cuts a server off from all others, both ways. */
  void isolate(String id) {
    cut.add(id);
    cables.stream()
        .filter(cable -> cable.from().equals(id) || cable.to().equals(id))
        .forEach(cable -> close(cable.connection()));
  }

  void heal(String id) {
    cut.remove(id);
  }

  Node node(String id) {
    return nodes.get(id);
  }

  List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  /** Waits for a leader among the servers that are not cut off. */
  Node leader() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < deadline) {
      for (var node : nodes()) {
        if (!cut.contains(node.id()) && node.leads() && passes(node)) {
          return node;
        }
      }
      Thread.sleep(5);
    }
    throw new AssertionError(
        "no leader: " + nodes().stream().map(n -> n.engine().status().toString()).toList());
  }

  Node follower() throws InterruptedException {
    var leader = leader();
    return nodes().stream().filter(n -> n != leader).findFirst().orElseThrow();
  }

  /** Writes through whoever leads, until it is applied. */
  void write(String key, String value) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < deadline) {
      var outcome =
          leader().engine().propose(RegisterMachine.put(key, value)).get(10, TimeUnit.SECONDS);
      if (outcome instanceof Outcome.Applied) {
        return;
      }
    }
    throw new AssertionError("not written: " + key);
  }

  @Override
  public void close() throws IOException {
    for (var id : List.copyOf(nodes.keySet())) {
      stop(id);
    }
  }

  private static boolean passes(Node node) throws InterruptedException {
    try {
      return node.engine().readBarrier().get(2, TimeUnit.SECONDS) instanceof Barrier.Passed;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  private Connection dial(String from, String to, InetSocketAddress address, Duration timeout)
      throws IOException {
    if (cut.contains(from) || cut.contains(to)) {
      throw new IOException("the cable between " + from + " and " + to + " is cut");
    }
    var connection = Dialer.tcp().dial(to, address, timeout);
    cables.add(new Cable(from, to, connection));
    if (cut.contains(from) || cut.contains(to)) {
      connection.close();
    }
    return connection;
  }

  private static void accept(Node node) {
    while (!node.listener().isClosed()) {
      try {
        var socket = node.listener().accept();
        socket.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> node.engine().serve(Connection.of(socket)));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
