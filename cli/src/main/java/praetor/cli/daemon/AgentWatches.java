package praetor.cli.daemon;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.client.ConsulClient;

/**
 * The watches of an agent's configuration. A reload replaces them; the end of the agent ends them
 * and the programs they run. Safe for any thread.
 */
public final class AgentWatches implements AutoCloseable {
  private final ConsulClient client;
  private final Map<String, String> environment;
  // Guarded by this. Those that a reload has stopped may still have a handler at work.
  private final List<RunningWatch> running = new ArrayList<>();
  private final List<RunningWatch> stopped = new ArrayList<>();

  /**
   * @param client of the agent itself
   * @param environment where programs and shells are looked for
   */
  public AgentWatches(ConsulClient client, Map<String, String> environment) {
    this.client = client;
    this.environment = Map.copyOf(environment);
  }

  /** Ends the watches there are and begins these. */
  public synchronized void replace(WatchBlocks blocks) {
    var seen = new HashMap<Map<String, Object>, RunningWatch>();
    for (var watch : running) {
      watch.stop();
      seen.put(watch.block().written(), watch);
    }
    stopped.removeIf(RunningWatch::isOver);
    stopped.addAll(running);
    running.clear();
    for (var block : blocks.blocks()) {
      var before = Optional.ofNullable(seen.get(block.written()));
      running.add(
          RunningWatch.start(
              block, client, handler(block.target()), before.flatMap(RunningWatch::seen)));
    }
  }

  private ResultHandler handler(WatchBlock.Target target) {
    return switch (target) {
      case WatchBlock.Target.Program program -> new ProgramHandler(program, environment);
      case WatchBlock.Target.Endpoint endpoint -> new EndpointHandler(endpoint);
    };
  }

  @Override
  public synchronized void close() {
    running.addAll(stopped);
    try {
      for (var watch : running) {
        watch.kill();
      }
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
    }
    running.clear();
  }
}
