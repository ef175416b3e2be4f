package praetor.cli.snapshot;

import java.util.List;
import java.util.Optional;
import praetor.model.GoDuration;
import praetor.snapshot.config.AgentOptions;
import praetor.snapshot.storage.SnapshotStore;

/**
 * The opening lines of the snapshot agent.
 *
 * <p>Source: HashiCorp's announcement of Consul 0.7.1, "Snapshot agent"; ours are the lines
 * Schedule and Sealed, which are there when they say something.
 */
final class AgentConsole {
  private static final int LABEL_WIDTH = 20;

  private static final AgentOptions.Seal NOT_SEALED =
      new AgentOptions.Seal(Optional.empty(), Optional.empty());

  private final StringBuilder text = new StringBuilder("==> Consul snapshot agent running!\n");

  private AgentConsole() {}

  static String of(
      AgentOptions options,
      String datacenter,
      boolean stale,
      List<SnapshotStore> stores,
      String version) {
    return new AgentConsole().block(options, datacenter, stale, stores, version);
  }

  private String block(
      AgentOptions options,
      String datacenter,
      boolean stale,
      List<SnapshotStore> stores,
      String version) {
    var snapshots = options.snapshots();
    line("Version", version);
    line("Datacenter", datacenter.isEmpty() ? "(default)" : quoted(datacenter));
    if (snapshots.schedule().isPresent()) {
      line("Schedule", quoted(snapshots.schedule().get()));
    } else {
      line("Interval", quoted(GoDuration.format(snapshots.interval())));
    }
    line("Retain", Integer.toString(snapshots.retain()));
    line("Stale", Boolean.toString(stale));
    line("Mode", snapshots.isOneShot() ? "One-shot" : "Daemon");
    if (!snapshots.isOneShot()) {
      line("Service", quoted(snapshots.service()));
      line("Deregister After", quoted(GoDuration.format(snapshots.deregisterAfter())));
      line("Lock Key", quoted(snapshots.lockKey()));
      line("Max Failures", Integer.toString(snapshots.maxFailures()));
    }
    if (!options.seal().equals(NOT_SEALED)) {
      line("Sealed", "true");
    }
    stores.forEach(store -> line("Snapshot Storage", store.description()));
    return text.append("\n==> Log data will now stream in as it occurs:\n\n").toString();
  }

  private void line(String label, String value) {
    text.append(" ".repeat(LABEL_WIDTH - label.length())).append(label).append(": ");
    text.append(value).append('\n');
  }

  private static String quoted(String value) {
    return "\"" + value + "\"";
  }
}
