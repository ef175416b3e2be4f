package praetor.cli.debug;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import praetor.cli.command.Terminal;
import praetor.cli.operator.RaftListPeers;
import praetor.client.ConsulClient;
import praetor.client.Query;
import praetor.client.Request;
import praetor.client.Transport;
import praetor.model.GoDuration;
import praetor.model.codec.JsonValue;
import praetor.model.codec.JsonWriter;

/**
 * Writes the files of one run into a folder.
 *
 * <p>Source: names and layout of Consul 1.21.4's archives.
 */
final class Capture {

  private static final int LAYOUT_VERSION = 1;

  /** Added so that what happens at the last interval is still seen. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final DateTimeFormatter LINE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.nnnnnnnnn +0000 'UTC'")
          .withZone(ZoneOffset.UTC);

  private final ConsulClient client;
  private final Path folder;
  private final Duration duration;
  private final Duration interval;
  private final Terminal terminal;

  Capture(
      ConsulClient client, Path folder, Duration duration, Duration interval, Terminal terminal) {
    this.client = client;
    this.folder = folder;
    this.duration = duration.plus(GRACE);
    this.interval = interval;
    this.terminal = terminal;
  }

  void run(List<Target> targets, String agentVersion) throws IOException {
    index(targets, agentVersion);
    if (targets.contains(Target.HOST)) {
      write("host.json", "/v1/agent/host");
    }
    if (targets.contains(Target.AGENT)) {
      write("agent.json", "/v1/agent/self");
    }
    if (targets.contains(Target.MEMBERS)) {
      write("members.json", "/v1/agent/members?wan");
    }
    var peers = RaftListPeers.table(client.raftServers(Query.NONE));
    Files.writeString(folder.resolve("listpeers.json"), peers);
    boolean metrics = targets.contains(Target.METRICS);
    boolean logs = targets.contains(Target.LOGS);
    if (metrics || logs) {
      watch(metrics, logs);
    }
  }

  private void index(List<Target> targets, String agentVersion) throws IOException {
    var json = JsonWriter.indented("\t").beginObject();
    json.name("Version").value(LAYOUT_VERSION);
    json.name("AgentVersion").value(agentVersion);
    json.name("Interval").value(GoDuration.format(interval));
    json.name("Duration").value(GoDuration.format(duration));
    json.name("Targets").beginArray();
    targets.forEach(target -> json.value(target.word()));
    Files.writeString(folder.resolve("index.json"), json.endArray().endObject().toText());
  }

  private void write(String file, String path) throws IOException {
    int question = path.indexOf('?');
    var request =
        question < 0
            ? Request.get(path)
            : Request.get(path.substring(0, question)).with(path.substring(question + 1), "1");
    Files.writeString(folder.resolve(file), pretty(request, "\t"));
  }

  private String pretty(Request request, String indent) throws IOException {
    var json = client.callOk(request).json().value().orElse(new JsonValue.Null());
    return JsonWriter.indented(indent).value(json).toText();
  }

  /** Metrics at every interval, the log all the time. */
  private void watch(boolean metrics, boolean logs) throws IOException {
    Optional<LogFile> log = logs ? Optional.of(new LogFile(client, folder)) : Optional.empty();
    try {
      say("Beginning capture interval", 0);
      long endNanos = System.nanoTime() + duration.toNanos();
      long next = System.nanoTime();
      for (int count = 0; next < endNanos; count++) {
        TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        if (metrics) {
          append(pretty(Request.get("/v1/agent/metrics"), "    "));
        }
        say("Capture successful", count);
        next += interval.toNanos();
      }
      TimeUnit.NANOSECONDS.sleep(endNanos - System.nanoTime());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    } finally {
      if (log.isPresent()) {
        log.get().close();
      }
    }
  }

  private void append(String metrics) throws IOException {
    Files.writeString(
        folder.resolve("metrics.json"),
        metrics + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private void say(String what, int count) {
    var line = "==> %s %s (%d)\n".formatted(what, LINE_TIME.format(Instant.now()), count);
    terminal.out().print(line);
    terminal.flush();
  }

  /** Packs the folder into an archive that only its owner reads, and removes it. */
  static void pack(Path folder, Path archive) throws IOException {
    Files.createFile(
        archive,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    TarGz.pack(folder, archive);
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** The agent's log while it is open, copied by a thread of its own. */
  private static final class LogFile implements AutoCloseable {

    private final Transport.Exchange log;
    private final OutputStream out;
    private final Thread copier;

    /** Closing ends the copier by closing its connection. */
    private volatile boolean closing;

    LogFile(ConsulClient client, Path folder) throws IOException {
      log = client.openOk(Request.get("/v1/agent/monitor").with("loglevel", "TRACE"));
      out = Files.newOutputStream(folder.resolve("consul.log"));
      copier = Thread.ofVirtual().start(this::copy);
    }

    private void copy() {
      try {
        log.body().transferTo(out);
      } catch (IOException closed) {
        if (!closing) {
          note(closed);
        }
      }
    }

    /** A log that ended before its time says why. */
    private void note(IOException closed) {
      try {
        out.write(("# " + closed.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException alsoClosed) {
        closed.addSuppressed(alsoClosed);
      }
    }

    @Override
    public void close() throws IOException {
      closing = true;
      log.close();
      try {
        copier.join();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      out.close();
    }
  }
}
