package praetor.agent.frozen;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import praetor.agent.acl.TokenResolver;
import praetor.agent.dns.CatalogLookup;
import praetor.agent.dns.QueryLookup;
import praetor.agent.query.QueryCache;
import praetor.dns.DnsOptions;
import praetor.dns.net.DnsBindException;
import praetor.dns.net.DnsServer;
import praetor.model.SystemClock;
import praetor.state.StateStore;

/** DNS as it was at the moment of a snapshot, with the options that agents have by default. */
public final class FrozenDns implements AutoCloseable {
  private final DnsServer server;

  private FrozenDns(DnsServer server) {
    this.server = server;
  }

  /**
   * Opens the server.
   *
   * @param address port 0 takes a free one
   * @throws IOException one sentence: why the address cannot be listened on
   */
  public static FrozenDns start(
      InetSocketAddress address,
      String datacenter,
      StateStore store,
      FrozenServers servers,
      TokenResolver tokens)
      throws IOException {
    var cache = new QueryCache(datacenter, SystemClock.INSTANCE);
    var queries = new QueryLookup(servers.queries(), cache, "", tokens);
    var lookup = new CatalogLookup(datacenter, store, tokens, queries);
    try {
      var options = DnsOptions.builder(datacenter).build();
      return new FrozenDns(DnsServer.start(List.of(address), options, lookup));
    } catch (DnsBindException taken) {
      throw new IOException(taken.getMessage(), taken);
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return server.boundAddress();
  }

  @Override
  public void close() {
    server.close();
  }
}
