package praetor.benchmarks.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import praetor.benchmarks.server.Program.Mode;

/** Servers and clients of one datacenter. Owned by one thread. */
public final class Cluster implements AutoCloseable {

  private static final long POLL_MS = 10;
  private static final int POLLS_MAX = 30_000;

  private final Program program;
  private final Path folder;
  private final List<Server> servers = new ArrayList<>();
  private final List<Server> clients = new ArrayList<>();
  private final int size;

  private Cluster(Program program, Path folder, int size) {
    this.program = program;
    this.folder = folder;
    this.size = size;
  }

  /** Starts servers at once and does not wait for them. */
  public static Cluster start(Program program, Path folder, int servers) throws IOException {
    var cluster = new Cluster(program, folder, servers);
    try {
      for (int i = 0; i < servers; i++) {
        cluster.servers.add(cluster.start(Mode.PEER, i));
      }
      return cluster;
    } catch (IOException e) {
      cluster.close();
      throw e;
    }
  }

  /** Starts servers; complete when every one of them takes writes. */
  public static Cluster ready(Program program, Path folder, int servers)
      throws IOException, InterruptedException {
    var cluster = start(program, folder, servers);
    try {
      for (var server : cluster.servers) {
        server.awaitWrite();
      }
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private Server start(Mode mode, int number) throws IOException {
    return Server.start(
        program, new Member(mode, number, size), folder.resolve("a" + number), List.of());
  }

  /** Starts clients; complete when the catalog has all of them. */
  public void addClients(int count) throws IOException, InterruptedException {
    for (int i = 0; i < count; i++) {
      clients.add(start(Mode.CLIENT, size + i));
    }
    try (var caller = servers.getFirst().caller()) {
      await(count + " clients", () -> nodes(caller) == size + count);
    }
  }

  private static int nodes(Caller caller) throws IOException {
    return caller.get("/v1/catalog/nodes").body().split("\"Node\":", -1).length - 1;
  }

  public List<Server> servers() {
    return servers;
  }

  public List<Server> clients() {
    return clients;
  }

  /** The server that leads. */
  public Server leader() throws IOException, InterruptedException {
    var found = new ArrayList<Server>();
    await("leader", () -> found.addAll(servers.stream().filter(this::leads).toList()));
    return found.getFirst();
  }

  private boolean leads(Server server) {
    try (var caller = server.caller()) {
      var leader = caller.get("/v1/status/leader").body();
      return leader.endsWith(":" + (server.httpPort() + 2) + "\"");
    } catch (IOException e) {
      // Not there yet: asked again.
      return false;
    }
  }

  /** Ends a server as a power cut would. */
  public void kill(Server server) throws InterruptedException {
    server.kill();
    servers.remove(server);
  }

  /** Complete when one of the servers has taken a write; the {@code System.nanoTime} of that. */
  public long firstWriteNanos() throws IOException, InterruptedException {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Long>> asking =
          servers.stream().<Callable<Long>>map(server -> () -> written(server)).toList();
      return executor.invokeAny(asking);
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
  }

  private static long written(Server server) throws IOException, InterruptedException {
    server.awaitWrite();
    return System.nanoTime();
  }

  private static void await(String what, Callable<Boolean> holds)
      throws IOException, InterruptedException {
    for (int i = 0; i < POLLS_MAX; i++) {
      try {
        if (holds.call()) {
          return;
        }
      } catch (IOException | InterruptedException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
      Thread.sleep(POLL_MS);
    }
    throw new IOException("no " + what);
  }

  @Override
  public void close() {
    clients.forEach(Server::close);
    servers.forEach(Server::close);
  }
}
