package praetor.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import praetor.benchmarks.server.Caller;
import praetor.benchmarks.server.NotServedException;
import praetor.benchmarks.server.Server;

/** What it costs an agent to look after its services. */
final class CheckScenarios {

  private static final double MEBIBYTE = 1 << 20;
  private static final byte[] FINE = "fine\n".getBytes(StandardCharsets.UTF_8);
  private static final String INTERVAL = "10s";
  private static final String REGISTER = "/v1/agent/service/register";

  private final Size size;

  CheckScenarios(Size size) {
    this.size = size;
  }

  List<Scenario> all() {
    return List.of(
        new Scenario.Fresh(
            "agent-checks",
            List.of(
                Row.of("CPU per HTTP check", Unit.MICROSECONDS, new Goal.RatioAtMost(0.7)),
                Row.of("checks", Unit.PER_SECOND),
                Row.of("resident memory", Unit.MEBIBYTES)),
            place -> {
              try (var target = new Target();
                  var server = Server.ready(place.program(), place.folder());
                  var caller = server.caller()) {
                register(caller, target.port());
                return measured(server, target);
              }
            }));
  }

  /** The page that all checks look at; it lives in this process. */
  private static final class Target implements AutoCloseable {
    private final LongAdder asked = new LongAdder();
    private final HttpServer server;

    Target() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext(
          "/",
          exchange -> {
            asked.increment();
            exchange.sendResponseHeaders(200, FINE.length);
            exchange.getResponseBody().write(FINE);
            exchange.close();
          });
      server.start();
    }

    int port() {
      return server.getAddress().getPort();
    }

    long asked() {
      return asked.sum();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  private void register(Caller caller, int target) throws IOException {
    for (int i = 0; i < size.checks(); i++) {
      var service =
          """
          {"Name":"checked-%d","Port":80,
           "Check":{"HTTP":"http://127.0.0.1:%d/%d","Interval":"%s","Timeout":"5s"}}
          """
              .formatted(i, target, i, INTERVAL);
      if (caller.put(REGISTER, service).status() != 200) {
        throw new NotServedException("PUT " + REGISTER);
      }
    }
  }

  private double[] measured(Server server, Target target) throws IOException, InterruptedException {
    // Every check has run, and code that runs often is compiled.
    Thread.sleep(size.checksTime().toMillis());
    long askedBefore = target.asked();
    long cpuBefore = server.cpuNanos();
    long startNanos = System.nanoTime();
    Thread.sleep(size.checksTime().toMillis());
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    long asked = target.asked() - askedBefore;
    double cpuMicros = (server.cpuNanos() - cpuBefore) / 1e3;
    if (asked == 0) {
      throw new IOException("no check ran");
    }
    return new double[] {cpuMicros / asked, asked / seconds, server.residentBytes() / MEBIBYTE};
  }
}
