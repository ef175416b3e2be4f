package praetor.http.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import praetor.agent.acl.Access;
import praetor.agent.acl.Resource;
import praetor.http.Body;
import praetor.http.Exchange;
import praetor.http.Headers;
import praetor.http.HttpException;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;

/** /v1/agent/monitor: the agent's log, line by line, for as long as the client stays. */
final class AgentMonitorHandlers {
  private static final Set<String> LEVELS =
      Set.of("trace", "debug", "info", "warn", "err", "error");

  /** Lines that wait for a slow client; more are dropped. */
  private static final int LINES_MAX = 512;

  /** How often a quiet log looks whether its client is still there. */
  private static final long QUIET_MS = 5_000;

  private final String node;
  private final AgentLogTail log;
  private final ReadParameters parameters;

  /**
   * @param node the name of this agent
   */
  AgentMonitorHandlers(String node, AgentLogTail log, ReadParameters parameters) {
    this.node = node;
    this.log = log;
    this.parameters = parameters;
  }

  List<Route> routes() {
    return List.of(Route.at("/v1/agent/monitor", Endpoint.quick("GET", this::monitor)));
  }

  private void monitor(Exchange exchange) {
    var request = exchange.request();
    parameters.caller(request).authorizer().require(Resource.AGENT, node, Access.READ);
    var asked = request.query().get("loglevel");
    var level = asked.isEmpty() ? "info" : asked.toLowerCase(Locale.ROOT);
    if (!LEVELS.contains(level)) {
      throw new HttpException(400, "Unknown log level: " + asked);
    }
    boolean json = request.has("logjson");
    var least = level.equals("err") ? "error" : level;
    exchange.respond(
        Response.of(200, Headers.EMPTY, new Body.Stream(out -> copy(least, json, out))));
  }

  private void copy(String level, boolean json, OutputStream out)
      throws IOException, InterruptedException {
    var lines = new ArrayBlockingQueue<String>(LINES_MAX);
    var dropped = new AtomicLong();
    out.flush();
    try (var _ =
        log.follow(
            level,
            json,
            line -> {
              if (!lines.offer(line)) {
                dropped.incrementAndGet();
              }
            })) {
      while (true) {
        var line = lines.poll(QUIET_MS, TimeUnit.MILLISECONDS);
        if (line != null) {
          out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
          out.write(
              ("[WARN] monitor: dropped " + lost + " lines\n").getBytes(StandardCharsets.UTF_8));
        }
        if (lines.isEmpty()) {
          out.flush();
        }
      }
    }
  }
}
