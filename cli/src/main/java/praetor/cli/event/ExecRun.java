package praetor.cli.event;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import praetor.cli.command.CommandException;
import praetor.client.ConsulClient;
import praetor.client.Query;
import praetor.client.Request;
import praetor.client.StatusException;
import praetor.client.lock.RenewedSession;
import praetor.model.codec.JsonWriter;

/**
 * One run of {@code exec}: puts the job where agents find it, tells them, and prints what they
 * write beside it.
 *
 * <p>Source: keys and requests of Consul 1.21.4. Each agent writes {@code NODE/ack}, {@code
 * NODE/out/00000} and so on, an empty one as a sign of life, and {@code NODE/exit}.
 */
final class ExecRun {
  private static final int SOME_FAILED = 2;

  /**
   * How to run.
   *
   * @param prefix where the keys are
   * @param query parameters of every call
   * @param target parameters of the event
   * @param patience how long to wait for a sign of life; twice as long while a node is at work
   */
  record Settings(
      String prefix, Query query, Query target, Duration patience, Duration waitReplication) {}

  private final ConsulClient client;
  private final RenewedSession session;
  private final Settings settings;
  private final ExecConsole console;
  private final String folder;
  private final BlockingQueue<List<String>> arrived = new LinkedBlockingQueue<>();
  private final Set<String> seen = new HashSet<>();
  private int acknowledged;
  private int exited;
  private boolean failed;

  ExecRun(ConsulClient client, RenewedSession session, Settings settings, ExecConsole console) {
    this.client = client;
    this.session = session;
    this.settings = settings;
    this.console = console;
    var prefix = settings.prefix().replaceAll("^/+|/+$", "");
    this.folder = (prefix.isEmpty() ? "" : prefix + "/") + session.id() + "/";
  }

  int run(ExecJob job) throws CommandException, InterruptedException {
    upload(job);
    console.tell("Uploaded remote execution spec");
    Thread.sleep(settings.waitReplication());
    console.tell("Fired remote execution event: " + fire());
    var started = System.nanoTime();
    var reader = Thread.ofVirtual().name("exec keys").start(this::readKeys);
    try {
      collect();
    } finally {
      reader.interrupt();
      remove();
    }
    console.print("%d / %d node(s) completed / acknowledged".formatted(exited, acknowledged));
    console.tell("Completed in %.2f seconds".formatted((System.nanoTime() - started) / 1e9));
    return failed || exited < acknowledged ? SOME_FAILED : 0;
  }

  private void upload(ExecJob job) throws CommandException {
    try {
      var query = settings.query().and("acquire", session.id());
      if (!client.kv().put(folder + "job", job.json(), query)) {
        throw new IOException("failed to acquire key");
      }
    } catch (IOException failure) {
      throw new CommandException("Failed to create job file: " + failure.getMessage());
    }
  }

  private String fire() throws CommandException {
    var payload = JsonWriter.compact().beginObject();
    payload.name("Prefix").value(settings.prefix());
    payload.name("Session").value(session.id()).endObject();
    try {
      return client.fireEvent("_rexec", payload.toText(), settings.target());
    } catch (IOException failure) {
      throw new CommandException("Failed to fire event: " + failure.getMessage());
    }
  }

  private void readKeys() {
    var index = Optional.<String>empty();
    try {
      while (true) {
        var read =
            Request.get("/v1/kv/" + folder)
                .with(settings.query())
                .with("keys", "")
                .with("wait", Math.max(1, settings.patience().toMillis()) + "ms");
        try {
          var answer = client.call(index.map(i -> read.with("index", i)).orElse(read));
          if (answer.status() != 200 && answer.status() != 404) {
            throw StatusException.of(answer);
          }
          index = answer.header("X-Consul-Index");
          arrived.add(answer.status() == 404 ? List.of() : answer.json().texts());
        } catch (IOException failure) {
          if (Thread.interrupted()) {
            throw new InterruptedException();
          }
          console.complain("Failed to read results: " + failure.getMessage());
          Thread.sleep(settings.patience());
        }
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private void collect() throws InterruptedException {
    long last = System.nanoTime();
    while (true) {
      long most = settings.patience().toNanos() * (acknowledged > exited ? 2 : 1);
      var keys = arrived.poll(last + most - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (keys == null) {
        return;
      }
      for (var key : keys) {
        if (key.startsWith(folder) && seen.add(key)) {
          take(key.substring(folder.length()), key);
          last = System.nanoTime();
        }
      }
    }
  }

  private void take(String shown, String key) {
    var parts = shown.split("/", 3);
    var what = parts.length < 2 ? "" : parts[1];
    switch (what) {
      case "ack" -> {
        acknowledged++;
        console.tell(parts[0], "acknowledged");
      }
      case "out" -> output(parts[0], key);
      case "exit" -> exit(parts[0], key);
      default -> {
        if (!shown.equals("job")) {
          console.complain("Unknown key '" + shown + "', ignoring.");
        }
      }
    }
  }

  private void output(String node, String key) {
    var text = value(key);
    if (text.filter(String::isEmpty).isPresent()) {
      console.tell(node, "heartbeat received");
    } else {
      text.ifPresent(output -> console.output(node, output));
    }
  }

  private void exit(String node, String key) {
    var text = value(key);
    if (text.isEmpty()) {
      return;
    }
    try {
      long code = Long.parseLong(text.get());
      exited++;
      failed |= code != 0;
      console.exit(node, code);
    } catch (NumberFormatException malformed) {
      console.complain(
          "Failed to parse exit code '%s': strconv.ParseInt: parsing \"%s\": invalid syntax"
              .formatted(text.get(), text.get()));
    }
  }

  private Optional<String> value(String key) {
    try {
      return client.kv().get(key, settings.query()).map(pair -> pair.value().utf8());
    } catch (IOException failure) {
      console.complain("Failed to read key '" + key + "': " + failure.getMessage());
      return Optional.empty();
    }
  }

  /** What agents wrote goes with the session; what is left goes now. */
  private void remove() throws CommandException {
    session.close();
    try {
      var left = folder.substring(0, folder.length() - 1);
      client.kv().delete(left, settings.query().and("recurse", ""));
    } catch (IOException failure) {
      throw new CommandException("Failed to remove the job: " + failure.getMessage());
    }
  }
}
