package praetor.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import praetor.benchmarks.server.Caller;
import praetor.benchmarks.server.HelperProcess;
import praetor.benchmarks.server.Program.Helper;
import praetor.benchmarks.server.Server;

/** What runs beside an agent: templates, and the registrator. */
final class HelperScenarios {

  private static final double MEBIBYTE = 1 << 20;
  private static final int INSTANCES = 2;
  private static final int CHANGES = 20;
  private static final long POLL_MS = 5;
  private static final int POLLS_MAX = 24_000;
  private static final String SERVICE = "backend-";

  private final Size size;

  HelperScenarios(Size size) {
    this.size = size;
  }

  List<Scenario> all() {
    return List.of(template(), together());
  }

  private Scenario template() {
    return new Scenario.Fresh(
        "template",
        List.of(
            Row.of("CPU to the first file", Unit.SECONDS, new Goal.RatioAtMost(1)),
            Row.of("time to the first file", Unit.SECONDS),
            Row.of("CPU per change", Unit.MILLISECONDS, new Goal.RatioAtMost(1)),
            Row.of("resident memory", Unit.MEBIBYTES)),
        place -> {
          var source = place.folder().resolve("in.ctmpl");
          var rendered = place.folder().resolve("out.conf");
          try (var server = Server.ready(place.program(), place.folder());
              var caller = server.caller()) {
            for (int i = 0; i < size.templated(); i++) {
              Data.registerInstances(server, SERVICE + i, INSTANCES);
            }
            Files.writeString(source, source());
            long began = System.nanoTime();
            try (var helper = start(place, server, source + ":" + rendered)) {
              await(helper, () -> Files.exists(rendered));
              double seconds = (System.nanoTime() - began) / 1e9;
              return changed(helper, caller, rendered, seconds);
            }
          }
        });
  }

  private static HelperProcess start(Scenario.Place place, Server server, String template)
      throws IOException {
    return HelperProcess.start(
        place.program(),
        Helper.TEMPLATE,
        List.of("-consul-addr", "127.0.0.1:" + server.httpPort(), "-template", template),
        Map.of(),
        place.folder().resolve("template.log"));
  }

  private String source() {
    var text = new StringBuilder();
    for (int i = 0; i < size.templated(); i++) {
      text.append(block(SERVICE + i));
    }
    return text.toString();
  }

  /** Ten lines. */
  private static String block(String service) {
    return """
        # %1$s
        upstream %1$s {
          least_conn;
        {{ range service "%1$s" }}
          server {{ .Address }}:{{ .Port }} max_fails=3 weight={{ .Weights.Passing }};
        # {{ .Tags | join "," }} on {{ .Node }}
        {{ else }}
          server 127.0.0.1:65535;
        {{ end }}
        }
        """
        .formatted(service);
  }

  private static double[] changed(
      HelperProcess helper, Caller caller, Path rendered, double seconds)
      throws IOException, InterruptedException {
    long first = helper.cpuNanos();
    for (int i = 0; i < CHANGES; i++) {
      var tag = "change" + i + ".";
      caller.mustPut("/v1/catalog/register", Data.instance(SERVICE + i, 0, tag));
      await(helper, () -> holds(rendered, tag));
    }
    return new double[] {
      first / 1e9,
      seconds,
      (helper.cpuNanos() - first) / 1e6 / CHANGES,
      helper.residentBytes() / MEBIBYTE
    };
  }

  private static boolean holds(Path file, String text) {
    try {
      return Files.readString(file).contains(text);
    } catch (IOException e) {
      // It is being replaced: looked at again.
      return false;
    }
  }

  private static void await(HelperProcess helper, BooleanSupplier holds)
      throws IOException, InterruptedException {
    for (int i = 0; i < POLLS_MAX; i++) {
      if (holds.getAsBoolean()) {
        return;
      }
      if (!helper.isAlive()) {
        throw new IOException("the helper has ended");
      }
      Thread.sleep(POLL_MS);
    }
    throw new IOException("the file did not change");
  }

  /** Praetor's agent does all in one process; a Consul has its helpers beside it. */
  private Scenario together() {
    return new Scenario.Fresh(
        "together",
        List.of(
            Row.of("resident memory of agent, registrator and template", Unit.MEBIBYTES),
            Row.of("CPU of all per second", Unit.MICROSECONDS)),
        place -> {
          var source = place.folder().resolve("in.ctmpl");
          var rendered = place.folder().resolve("out.conf");
          Files.createDirectories(place.folder());
          Files.writeString(source, "{{ range services }}{{ .Name }}\n{{ end }}");
          try (var engine = new EmptyEngine()) {
            return place.program().name().equals(Report.PRAETOR)
                ? inOne(place, engine, source + ":" + rendered)
                : besideEachOther(place, engine, source + ":" + rendered);
          }
        });
  }

  private double[] inOne(Scenario.Place place, EmptyEngine engine, String template)
      throws IOException, InterruptedException {
    try (var server =
        Server.ready(
            place.program(),
            place.folder(),
            List.of("-template", template, "-registrator", engine.address()))) {
      Thread.sleep(size.still().toMillis());
      long cpuBefore = server.cpuNanos();
      Thread.sleep(size.still().toMillis());
      return new double[] {
        server.residentBytes() / MEBIBYTE, perSecond(server.cpuNanos() - cpuBefore)
      };
    }
  }

  private double[] besideEachOther(Scenario.Place place, EmptyEngine engine, String template)
      throws IOException, InterruptedException {
    try (var server = Server.ready(place.program(), place.folder());
        var templates = start(place, server, template);
        var registrator =
            HelperProcess.start(
                place.program(),
                Helper.REGISTRATOR,
                List.of("consul://127.0.0.1:" + server.httpPort()),
                Map.of("DOCKER_HOST", engine.address()),
                place.folder().resolve("registrator.log"))) {
      Thread.sleep(size.still().toMillis());
      var helpers = List.of(templates, registrator);
      long cpuBefore = server.cpuNanos() + cpuNanos(helpers);
      Thread.sleep(size.still().toMillis());
      long resident = server.residentBytes();
      for (var helper : helpers) {
        if (!helper.isAlive()) {
          throw new IOException("a helper has ended");
        }
        resident += helper.residentBytes();
      }
      return new double[] {
        resident / MEBIBYTE, perSecond(server.cpuNanos() + cpuNanos(helpers) - cpuBefore)
      };
    }
  }

  private static long cpuNanos(List<HelperProcess> helpers) throws IOException {
    long sum = 0;
    for (var helper : helpers) {
      sum += helper.cpuNanos();
    }
    return sum;
  }

  private double perSecond(long cpuNanos) {
    return cpuNanos / 1e3 / (size.still().toMillis() / 1e3);
  }

  /** A Docker Engine without containers in which nothing happens. */
  private static final class EmptyEngine implements AutoCloseable {
    private final HttpServer server;

    EmptyEngine() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", EmptyEngine::answer);
      server.start();
    }

    String address() {
      return "tcp://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange) throws IOException {
      var path = exchange.getRequestURI().getPath();
      if (path.endsWith("/events")) {
        // Chunked, and no chunk ever comes.
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        return;
      }
      String body;
      if (path.endsWith("/containers/json")) {
        body = "[]";
      } else if (path.endsWith("/_ping")) {
        body = "OK";
      } else {
        body = "{\"ApiVersion\":\"1.43\",\"Version\":\"24.0.0\",\"Name\":\"bench\"}";
      }
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("Api-Version", "1.43");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
