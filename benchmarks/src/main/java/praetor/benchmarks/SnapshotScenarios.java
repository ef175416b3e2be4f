package praetor.benchmarks;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import praetor.benchmarks.load.HttpLoad;
import praetor.benchmarks.load.LoadResult;
import praetor.benchmarks.load.Requests;
import praetor.benchmarks.server.Server;

/** Saving and restoring many keys, and what writers notice of it. */
final class SnapshotScenarios {
  private static final double MEBIBYTE = 1 << 20;

  /** Connections of the writes. */
  private static final int WRITERS = 8;

  private static final int TIMEOUT_MS = 300_000;
  private static final int VALUE_BYTES = 256;

  private final Size size;

  SnapshotScenarios(Size size) {
    this.size = size;
  }

  List<Scenario> all() {
    return List.of(
        new Scenario.Fresh(
            "snapshots",
            List.of(
                Row.of("time to save", Unit.SECONDS, new Goal.RatioAtMost(1)),
                Row.of("CPU to save", Unit.SECONDS),
                Row.of("99th percentile of writes", Unit.MICROSECONDS),
                Row.of("99th percentile while saving", Unit.MICROSECONDS),
                Row.of("the one by the other", Unit.TIMES, new Goal.AtMost(2, Unit.TIMES)),
                Row.of("time to restore", Unit.SECONDS, new Goal.RatioAtMost(1)),
                Row.of("CPU to restore", Unit.SECONDS),
                Row.of("resident memory after it", Unit.MEBIBYTES)),
            place -> {
              var file = place.folder().resolve("saved.snap");
              try (var server = Server.ready(place.program(), place.folder())) {
                Data.writeKeys(server, "many/", size.keys(), Data.LARGE_VALUE_BYTES, WRITERS);
                return measured(server, file);
              }
            }));
  }

  private double[] measured(Server server, Path file) throws IOException, InterruptedException {
    Thread.sleep(size.idle().toMillis());
    writes(server);
    long cpuBefore = server.cpuNanos();
    long began = System.nanoTime();
    save(server, file);
    double saveSeconds = (System.nanoTime() - began) / 1e9;
    double saveCpuSeconds = (server.cpuNanos() - cpuBefore) / 1e9;

    double quietMicros = writes(server).p99Nanos() / 1e3;
    double savingMicros = writesWhileSaving(server, file).p99Nanos() / 1e3;

    cpuBefore = server.cpuNanos();
    began = System.nanoTime();
    restore(server, file);
    return new double[] {
      saveSeconds,
      saveCpuSeconds,
      quietMicros,
      savingMicros,
      savingMicros / quietMicros,
      (System.nanoTime() - began) / 1e9,
      (server.cpuNanos() - cpuBefore) / 1e9,
      server.residentBytes() / MEBIBYTE
    };
  }

  private LoadResult writes(Server server) throws IOException {
    var value = "x".repeat(VALUE_BYTES);
    var requests =
        Requests.numbered(
            Integer.MAX_VALUE, i -> Requests.encode("PUT", "/v1/kv/write/" + i % 1_000, value));
    return new HttpLoad(server.httpPort(), WRITERS).run(requests, size.round());
  }

  private LoadResult writesWhileSaving(Server server, Path file) throws IOException {
    var over = new AtomicBoolean();
    var saving =
        CompletableFuture.runAsync(
            () -> {
              try {
                do {
                  save(server, file);
                } while (!over.get());
              } catch (IOException failed) {
                throw new CompletionException(failed);
              }
            });
    var result = writes(server);
    over.set(true);
    saving.join();
    return result;
  }

  private static HttpURLConnection connection(Server server) throws IOException {
    var url = URI.create("http://127.0.0.1:" + server.httpPort() + "/v1/snapshot").toURL();
    var connection = (HttpURLConnection) url.openConnection();
    connection.setReadTimeout(TIMEOUT_MS);
    return connection;
  }

  private static void save(Server server, Path file) throws IOException {
    var connection = connection(server);
    try (var in = connection.getInputStream();
        var out = Files.newOutputStream(file)) {
      in.transferTo(out);
    }
  }

  private static void restore(Server server, Path file) throws IOException {
    var connection = connection(server);
    connection.setRequestMethod("PUT");
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(Files.size(file));
    try (var out = connection.getOutputStream()) {
      Files.copy(file, out);
    }
    if (connection.getResponseCode() != 200) {
      throw new IOException("restoring was answered with " + connection.getResponseCode());
    }
  }
}
