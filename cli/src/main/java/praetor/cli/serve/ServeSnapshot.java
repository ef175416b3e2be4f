package praetor.cli.serve;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import praetor.agent.acl.TokenResolver;
import praetor.agent.frozen.FrozenDns;
import praetor.agent.frozen.FrozenServers;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.Terminal;
import praetor.cli.snapshot.ArchiveFile;
import praetor.cli.snapshot.SealFlags;
import praetor.cli.snapshot.SnapshotSource;
import praetor.http.api.FrozenApi;
import praetor.http.net.HttpOptions;
import praetor.http.net.HttpServer;
import praetor.http.net.ListenAddress;
import praetor.model.DecodeException;
import praetor.model.Node;
import praetor.model.SystemClock;
import praetor.process.SignalCatcher;
import praetor.state.SnapshotReader;
import praetor.state.StateStore;
import praetor.state.WatchSet;
import praetor.state.archive.ArchiveReader;

/** {@code serve-snapshot}: the HTTP API and DNS of the moment of a snapshot, to be read alone. */
public final class ServeSnapshot implements Command {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String DATACENTER = "dc1";
  private static final int PORT_MAX = 65_535;

  private final Flags flags = new Flags();
  private final SealFlags seal = new SealFlags(flags);
  private final Flag<String> httpAddress =
      flags.text("http-addr", LOOPBACK + ":8599", "Address of the HTTP API, host:port.");
  private final Flag<Long> dnsPort =
      flags.integer("dns-port", -1, "Port of DNS on the same host; without it there is none.");
  private final Flag<String> datacenter =
      flags.text("datacenter", "Name of the datacenter; default is what the nodes say.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "serve-snapshot [options] FILE";
  }

  @Override
  public String description() {
    return "Answers the HTTP API and DNS from a snapshot as the servers did when it was taken."
        + " Writes are refused with 405. No token is asked for: whoever reaches the address reads"
        + " everything in the file.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException, IOException {
    var source = seal.source(ArchiveFile.nameOf(arguments), terminal);
    var address = httpAddress();
    var archive = ArchiveFile.open(source);
    var store = store(source);
    var place = datacenter(store);
    var timers = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    try {
      var servers = new FrozenServers(place, store, TokenResolver.off(), timers);
      return serve(servers, store, place, address, archive.meta().index(), terminal);
    } finally {
      timers.shutdownNow();
    }
  }

  private InetSocketAddress httpAddress() throws CommandException {
    var text = httpAddress.value();
    int colon = text.lastIndexOf(':');
    var port = text.substring(colon + 1);
    if (!port.matches("[0-9]{1,5}")
        || Integer.parseInt(port) > PORT_MAX
        || dnsPort.value() > PORT_MAX) {
      throw new CommandException("-http-addr has to be host:port, and a port at most 65535");
    }
    var host = colon <= 0 ? LOOPBACK : text.substring(0, colon);
    return new InetSocketAddress(host.replaceAll("[\\[\\]]", ""), Integer.parseInt(port));
  }

  private static StateStore store(SnapshotSource source) throws CommandException {
    List<SnapshotReader.Restored> found = new ArrayList<>();
    try (var in = source.open()) {
      ArchiveReader.read(in, Long.MAX_VALUE, state -> found.add(SnapshotReader.read(state)));
    } catch (DecodeException damaged) {
      throw new CommandException("Error reading snapshot: " + damaged.getMessage());
    } catch (IOException failure) {
      throw ArchiveFile.unopened(source.name(), failure);
    }
    var store = new StateStore(SystemClock.INSTANCE);
    store.restore(found.getFirst().view());
    return store;
  }

  private String datacenter(StateStore store) {
    return Optional.of(datacenter.value())
        .filter(name -> !name.isEmpty())
        .or(
            () ->
                store.view().nodes(WatchSet.none()).value().stream()
                    .map(Node::datacenter)
                    .filter(name -> !name.isEmpty())
                    .findFirst())
        .orElse(DATACENTER);
  }

  private int serve(
      FrozenServers servers,
      StateStore store,
      String place,
      InetSocketAddress address,
      long index,
      Terminal terminal)
      throws IOException {
    var tokens = TokenResolver.off();
    try (var http = new HttpServer(HttpOptions.defaults(), FrozenApi.of(servers, place, tokens));
        var dns = new OptionalDns(dns(servers, store, place, address))) {
      var bound = http.listen(new ListenAddress.Tcp(address));
      terminal
          .out()
          .print(
              "Serving the snapshot of index %s, datacenter %s, at http:/%s%s\n"
                  .formatted(Long.toUnsignedString(index), place, bound, dns.text()));
      terminal.flush();
      return awaitSignal();
    }
  }

  private Optional<FrozenDns> dns(
      FrozenServers servers, StateStore store, String place, InetSocketAddress http)
      throws IOException {
    if (dnsPort.value() < 0) {
      return Optional.empty();
    }
    var address = new InetSocketAddress(http.getAddress(), Math.toIntExact(dnsPort.value()));
    return Optional.of(FrozenDns.start(address, place, store, servers, TokenResolver.off()));
  }

  /** DNS where it was asked for. */
  private record OptionalDns(Optional<FrozenDns> server) implements AutoCloseable {
    String text() {
      return server.map(dns -> " and DNS at " + dns.address().getPort()).orElse("");
    }

    @Override
    public void close() {
      server.ifPresent(FrozenDns::close);
    }
  }

  private static int awaitSignal() {
    var end = new CountDownLatch(1);
    SignalCatcher.on("INT", end::countDown);
    SignalCatcher.on("TERM", end::countDown);
    try {
      end.await();
      return 0;
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
