package praetor.cli.debug;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.ConsulClient;
import praetor.client.JsonView;
import praetor.model.GoDuration;

/** {@code debug}: collects what an agent tells of itself into an archive. */
public final class Debug implements Command {

  private static final Duration DURATION_MIN = Duration.ofSeconds(10);
  private static final Duration INTERVAL_MIN = Duration.ofSeconds(5);
  private static final DateTimeFormatter NAME_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'").withZone(ZoneOffset.UTC);

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.client(flags);
  private final Flag<Boolean> archive =
      flags.bool("archive", true, "Pack the files into one archive; true unless given.");
  private final Flag<List<String>> capture =
      flags.texts(
          "capture",
          "What to capture: metrics, logs, host, agent or members; may be repeated, all unless"
              + " given.");
  private final Flag<Duration> duration =
      flags.duration("duration", Duration.ofMinutes(5), "How long; 5m unless given.");
  private final Flag<Duration> interval =
      flags.duration("interval", Duration.ofSeconds(30), "How often; 30s unless given.");
  private final Flag<String> output =
      flags.text("output", "Name of the archive without its ending, or of the folder.");
  private final Flag<String> since =
      flags.text("since", "Would run another company's program; Praetor has none.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "debug [options]";
  }

  @Override
  public String description() {
    return "Watches an agent for a while and writes what it tells into an archive: its settings,"
        + " its host, members, metrics and log. The files may hold secrets of your network: look"
        + " before you hand them on.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    if (!arguments.isEmpty()) {
      throw new CommandException("==> debug: Too many arguments provided, expected 0");
    }
    if (!since.value().isEmpty()) {
      throw new CommandException(
          "==> debug: -since needs a program that Praetor does not contain; use -duration");
    }
    checkTimes();
    var client = http.connect(terminal);
    var version = version(client);
    var folder = Path.of(output.value().isEmpty() ? defaultName() : output.value());
    var targets = targets(folder, terminal);
    var saved = archive.value() ? folder.resolveSibling(folder.getFileName() + ".tar.gz") : folder;
    announce(version, saved, targets, terminal);
    try {
      Files.createDirectories(folder);
      new Capture(client, folder, duration.value(), interval.value(), terminal)
          .run(targets, version);
      if (archive.value()) {
        Capture.pack(folder, saved);
      }
    } catch (IOException failure) {
      throw new CommandException("==> Capture failed: " + failure.getMessage());
    }
    terminal
        .out()
        .print("    Saved debug " + (archive.value() ? "archive: " : "directory: ") + saved + "\n");
    return 0;
  }

  /** Consul 1.21.4 says ten seconds of the interval too, and means five. */
  private void checkTimes() throws CommandException {
    if (duration.value().compareTo(DURATION_MIN) < 0) {
      throw invalid("duration must be longer than 10s");
    }
    if (interval.value().compareTo(INTERVAL_MIN) < 0) {
      throw invalid("interval must be longer than 10s");
    }
    if (duration.value().compareTo(interval.value()) < 0) {
      throw invalid(
          "duration (%s) must be longer than interval (%s)"
              .formatted(GoDuration.format(duration.value()), GoDuration.format(interval.value())));
    }
  }

  private static CommandException invalid(String why) {
    return new CommandException("==> Capture validation failed: " + why);
  }

  private static String version(ConsulClient client) throws CommandException {
    JsonView self;
    try {
      self = client.self();
    } catch (IOException failure) {
      throw invalid(
          "error querying target agent: "
              + failure.getMessage()
              + ". verify connectivity and agent address");
    }
    return self.field("Config").text("Version");
  }

  private static String defaultName() {
    return "consul-debug-" + NAME_TIME.format(Instant.now());
  }

  private List<Target> targets(Path folder, Terminal terminal) throws CommandException {
    if (capture.value().isEmpty() || capture.value().contains(Target.PPROF.word())) {
      terminal
          .err()
          .print(
              "[WARN] Unable to capture pprof. Set enable_debug to true on target agent to enable"
                  + " profiling.\n");
    }
    if (Files.exists(folder)) {
      throw invalid("output directory already exists: " + folder);
    }
    var targets = new ArrayList<Target>();
    for (var word : capture.value()) {
      targets.add(Target.of(word).orElseThrow(() -> invalid("target not found: " + word)));
    }
    if (targets.isEmpty()) {
      targets.addAll(List.of(Target.values()));
    }
    targets.removeIf(target -> target == Target.PPROF);
    return targets;
  }

  private void announce(String version, Path saved, List<Target> targets, Terminal terminal) {
    terminal
        .out()
        .print(
            """
            ==> Starting debugger and capturing static information...
                 Agent Version: '%s'
                      Interval: '%s'
                      Duration: '%s'
                        Output: '%s'
                       Capture: '%s'
            """
                .formatted(
                    version,
                    GoDuration.format(interval.value()),
                    GoDuration.format(duration.value()),
                    saved,
                    targets.stream().map(Target::word).collect(Collectors.joining(", "))));
    terminal.flush();
  }
}
