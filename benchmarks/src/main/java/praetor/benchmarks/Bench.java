package praetor.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import praetor.benchmarks.server.Program;
import praetor.benchmarks.server.Program.Helper;

/**
 * Runs the load scenarios: {@code Bench [SCENARIO...] [--quick] [--rounds N] [--port N] [--list]}.
 *
 * <p>Scenarios are named by a beginning ({@code kv}, {@code dns-a}); without a name all run. It
 * starts {@code ./praetor}, or what {@code PRAETOR_BIN} names, and the Consul that {@code
 * CONSUL_BIN} names, if any, on ports from the given one on. {@code CONSUL_TEMPLATE_BIN} and {@code
 * REGISTRATOR_BIN} name what runs beside a Consul. A whole run is recorded under {@code
 * benchmarks/results}; a quick or partial one is only printed.
 */
public final class Bench {

  /** Between the first port of the one program and the first of the other. */
  private static final int PORTS_EACH = 500;

  private static final Path RESULTS = Path.of("benchmarks", "results");

  private Bench() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    var options = Options.parse(List.of(args));
    var scenarios = all(options.size()).filter(options::wants).toList();
    if (options.list()) {
      scenarios.forEach(scenario -> System.out.println(scenario.name()));
      return;
    }
    run(options, scenarios);
  }

  private static Stream<Scenario> all(Size size) {
    return Stream.of(
            new HttpScenarios(size).all(),
            new DnsScenarios(size).all(),
            new WatcherScenarios(size).all(),
            new LifeScenarios(size).all(),
            new CheckScenarios(size).all(),
            new SnapshotScenarios(size).all(),
            new ClusterScenarios(size).all(),
            new HelperScenarios(size).all())
        .flatMap(List::stream);
  }

  private static void run(Options options, List<Scenario> scenarios)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("praetor-bench");
    var programs = programs(options.port());
    // The launcher builds what is missing before anything is measured.
    var machine = Machine.of(programs, folder);
    machine.facts().forEach(System.out::println);
    var results = new ArrayList<Results>();
    try (var runner = new Runner(programs, options.size(), folder)) {
      scenarios.forEach(scenario -> results.add(runner.run(scenario)));
    }
    String page = Report.page(machine, options.size(), results);
    System.out.println("\n" + page);
    if (options.recorded()) {
      record(machine, page);
    }
  }

  private static List<Program> programs(int port) {
    var programs = new ArrayList<Program>();
    var env = System.getenv();
    var praetor = absolute(env.getOrDefault("PRAETOR_BIN", "praetor"));
    programs.add(
        new Program(
            Report.PRAETOR,
            praetor,
            port,
            Map.of(
                Helper.TEMPLATE,
                List.of(praetor.toString(), "template"),
                Helper.REGISTRATOR,
                List.of(praetor.toString(), "registrator"))));
    if (env.containsKey("CONSUL_BIN")) {
      var helpers = new EnumMap<Helper, List<String>>(Helper.class);
      for (var helper : Helper.values()) {
        if (env.containsKey(helper.variable())) {
          helpers.put(helper, List.of(absolute(env.get(helper.variable())).toString()));
        }
      }
      var consul = absolute(env.get("CONSUL_BIN"));
      programs.add(new Program(Report.CONSUL, consul, port + PORTS_EACH, helpers));
    } else {
      System.out.println("CONSUL_BIN names no Consul: no ratios");
    }
    return programs;
  }

  private static Path absolute(String file) {
    return Path.of(file).toAbsolutePath();
  }

  private static void record(Machine machine, String page) throws IOException {
    Files.createDirectories(RESULTS);
    Path file = RESULTS.resolve(machine.date() + "-" + machine.kind() + ".md");
    Files.writeString(file, page);
    System.out.println("recorded in " + file);
  }
}
