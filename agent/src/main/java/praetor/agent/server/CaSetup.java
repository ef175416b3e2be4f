package praetor.agent.server;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.RequestException;
import praetor.agent.connect.BuiltInAuthority;
import praetor.agent.servers.Replies;
import praetor.model.codec.JsonValue;
import praetor.model.connect.CaConfig;
import praetor.state.Outcome;
import praetor.state.WatchSet;
import praetor.state.command.CaRequest;

/**
 * Gives the datacenter its authority when it has none yet. That of a restored snapshot goes on. A
 * secondary datacenter gets none: its authority would have to be signed by the primary's.
 */
final class CaSetup implements LeaderDuty {
  private static final Logger LOG = LoggerFactory.getLogger("connect.ca");
  private static final int RETRY_SECONDS = 5;

  private final ServerContext context;
  private volatile boolean leading;

  CaSetup(ServerContext context) {
    this.context = context;
  }

  @Override
  public void start() {
    var connect = context.config().connect();
    var node = context.config().node();
    if (!connect.enabled() || !node.primaryDatacenter().equals(node.datacenter())) {
      return;
    }
    if (!connect.caProvider().equals(CaConfig.BUILT_IN)) {
      LOG.error(
          "this version signs certificates with the built-in authority alone: ca_provider={}",
          connect.caProvider());
      return;
    }
    leading = true;
    begin();
  }

  @Override
  public void stop() {
    leading = false;
  }

  private void begin() {
    Thread.ofVirtual().name("connect-ca").start(this::run);
  }

  private void run() {
    try {
      if (leading && context.store().view().caConfig(new WatchSet()).value().isEmpty()) {
        install();
      }
    } catch (RequestException | GeneralSecurityException e) {
      if (leading) {
        LOG.warn("failed to set up the authority, will retry: error={}", e.getMessage());
        context.timers().schedule(this::begin, RETRY_SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  private void install() throws GeneralSecurityException {
    if (!(Replies.await(context.proposer().propose(CaRequest.nextSerial()))
        instanceof Outcome.Numbered(long serial))) {
      throw RequestException.failed("no serial number was drawn");
    }
    var connect = context.config().connect();
    var clusterId = connect.clusterId().orElseGet(context::drawId);
    var created =
        BuiltInAuthority.create(
            clusterId, serial, context.clock().now(), connect.rootTtl(), context.random());
    var config =
        new CaConfig(
            clusterId, CaConfig.BUILT_IN, settings(connect.times()), Map.of(), false, 0, 0);
    // Refused when another leader was faster: its authority is as good.
    Replies.await(
        context
            .proposer()
            .propose(CaRequest.install(config, created.secret(), List.of(created.root()))));
    LOG.info("initialized primary datacenter CA with provider: provider=consul");
  }

  private static Map<String, JsonValue> settings(Map<String, String> times) {
    var settings = new TreeMap<String, JsonValue>();
    times.forEach((name, time) -> settings.put(name, new JsonValue.Str(time)));
    return settings;
  }
}
