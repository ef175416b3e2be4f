package praetor.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import praetor.benchmarks.server.Program;
import praetor.benchmarks.server.Server;

/** Runs scenarios on each program in alternation: A B A B. Owned by the main thread. */
final class Runner implements AutoCloseable {

  private final List<Program> programs;
  private final Size size;
  private final Path folder;
  private final Map<Program, Server> running = new HashMap<>();

  Runner(List<Program> programs, Size size, Path folder) {
    this.programs = programs;
    this.size = size;
    this.folder = folder;
  }

  Results run(Scenario scenario) {
    say(scenario.name());
    var results = new Results(scenario);
    Set<Program> failed = new HashSet<>();
    for (var program : programs) {
      attempt(program, results, failed, () -> prepare(scenario, program));
    }
    for (int round = 0; round < size.rounds(); round++) {
      for (var program : programs) {
        if (!failed.contains(program)) {
          attempt(program, results, failed, () -> results.add(program, round(scenario, program)));
        }
      }
    }
    Report.lines(results).forEach(Runner::say);
    return results;
  }

  @FunctionalInterface
  private interface Attempt {
    void run() throws Exception;
  }

  /** One program's failure must not cost the figures of the other. */
  private static void attempt(
      Program program, Results results, Set<Program> failed, Attempt attempt) {
    try {
      attempt.run();
    } catch (Exception e) {
      failed.add(program);
      results.failed(program, e);
      say("  " + program.name() + ": " + e);
    }
  }

  private void prepare(Scenario scenario, Program program) throws Exception {
    switch (scenario) {
      case Scenario.Fresh _ -> {}
      case Scenario.OnServer load -> {
        var server = server(program);
        load.prepare().run(server);
        long startNanos = System.nanoTime();
        do {
          double[] _ = load.round().run(server);
        } while (System.nanoTime() - startNanos < size.warmUp().toNanos());
      }
    }
  }

  private double[] round(Scenario scenario, Program program) throws Exception {
    return switch (scenario) {
      case Scenario.OnServer load -> load.round().run(server(program));
      case Scenario.Fresh fresh -> {
        stopAll();
        yield fresh.round().run(new Scenario.Place(program, emptyFolder(program)));
      }
    };
  }

  private Server server(Program program) throws IOException, InterruptedException {
    var server = running.get(program);
    if (server == null) {
      server = Server.ready(program, emptyFolder(program));
      running.put(program, server);
    }
    return server;
  }

  private void stopAll() {
    running.values().forEach(Server::close);
    running.clear();
  }

  private Path emptyFolder(Program program) throws IOException {
    Path place = folder.resolve(program.name());
    delete(place);
    return place;
  }

  private static void delete(Path place) throws IOException {
    if (!Files.exists(place)) {
      return;
    }
    try (var files = Files.walk(place)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }

  @Override
  public void close() throws IOException {
    stopAll();
    delete(folder);
  }
}
