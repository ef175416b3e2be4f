package praetor.cli.snapshot;

import java.util.UUID;
import praetor.client.ConsulClient;
import praetor.model.SystemClock;
import praetor.process.SignalCatcher;
import praetor.snapshot.AgentLog;
import praetor.snapshot.AgentSettings;
import praetor.snapshot.Saver;
import praetor.snapshot.SnapshotAgent;

/** A snapshot agent that is this process: INT and TERM end it. */
public final class ForegroundAgent {
  private ForegroundAgent() {}

  /** Runs it until a signal ends it; the exit code. */
  public static int run(ConsulClient client, AgentSettings how, Saver saver, AgentLog log) {
    var mark = UUID.randomUUID().toString().substring(0, 8);
    var agent = new SnapshotAgent(client, how, saver, mark, SystemClock.INSTANCE, log);
    SignalCatcher.on("INT", () -> Thread.ofVirtual().start(agent::close));
    SignalCatcher.on("TERM", () -> Thread.ofVirtual().start(agent::close));
    try {
      agent.run();
      return 0;
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
