package praetor.cli.registrator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import praetor.cli.agent.BuildInfo;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.FlagException;
import praetor.cli.command.Flags;
import praetor.cli.command.Help;
import praetor.cli.command.Terminal;
import praetor.docker.DockerClient;
import praetor.docker.DockerHost;
import praetor.docker.EngineException;
import praetor.model.DecodeException;
import praetor.model.SystemClock;
import praetor.registrator.Registrator;
import praetor.registrator.RegistratorLog;
import praetor.registrator.RegistratorSettings;
import praetor.registrator.backend.Registries;
import praetor.registrator.backend.RegistryBackend;
import praetor.registrator.rules.ServiceOptions;

/**
 * {@code registrator}: registers the containers of this host until a signal ends it; what is
 * registered stays.
 *
 * <p>Source: flags of gliderlabs/registrator v7 and fayrus/registrator 9.2.0, their texts and exit
 * codes: 2 with the usage for a wrong command line, 1 for what is refused later.
 */
public final class RegistratorCommand implements Command {
  private static final int WRONG_USAGE = 2;
  private static final int RETRY_INTERVAL_MS = 2_000;
  private static final long FOR_EVER = -1;

  /** Where containers with a registrator in them have the socket of the host's Docker. */
  private static final Path MOUNTED = Path.of("/tmp/docker.sock");

  private static final String ALWAYS = "always";
  private static final String ON_SUCCESS = "on-success";

  private final Flags flags = new Flags();
  private final Flag<Boolean> cleanup =
      flags.bool(
          "cleanup", "With -deregister=on-success: remove services of failed containers, too.");
  private final Flag<String> deregister =
      flags.text(
          "deregister",
          ALWAYS,
          "When a container's services go: always, or on-success for only when it did not fail.");
  private final Flag<Boolean> explicit =
      flags.bool("explicit", "Register only what has a name of its own.");
  private final Flag<Boolean> health =
      flags.bool("health", true, "Make a check of a container's HEALTHCHECK.");
  private final Flag<Boolean> internal =
      flags.bool("internal", "Register exposed ports and the containers' addresses.");
  private final Flag<String> ip =
      flags.text("ip", "Address of services with published ports; that of the node unless given.");
  private final Flag<Boolean> ipFromContainer =
      flags.bool("ip-from-container", "Register published ports and the containers' addresses.");
  private final Flag<List<String>> label =
      flags.texts(
          "label",
          "Register only containers with this label, KEY or KEY=VALUE. Several must all be there.");
  private final Flag<Long> resync =
      flags.integer("resync", 0, "Seconds between comparisons of everything; 30 unless given.");
  private final Flag<Long> retryAttempts =
      flags.integer("retry-attempts", 0, "More attempts to connect at the start; -1 for ever.");
  private final Flag<Long> retryInterval =
      flags.integer("retry-interval", RETRY_INTERVAL_MS, "Milliseconds between them.");
  private final Flag<String> tags = flags.text("tags", "Tags for every service, a template.");
  private final Flag<Long> ttl =
      flags.integer("ttl", 0, "Seconds that entries live, in registries where they expire.");
  private final Flag<Long> ttlRefresh =
      flags.integer("ttl-refresh", 0, "Seconds between two times that they are kept alive.");
  private final Flag<String> useIpFromLabel =
      flags.text("useIpFromLabel", "Label of containers that holds their address.");
  private final Flag<Boolean> version = flags.bool("version", "Print the version.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "registrator [options] <registry URI>";
  }

  @Override
  public String description() {
    return "Registers the containers of this host: consul://host:8500 for services of an agent,"
        + " consulkv://host:8500/prefix or etcd://host:2379/prefix for keys. The variable"
        + " DOCKER_HOST names the Docker Engine.";
  }

  @Override
  public int refused(FlagException wrong, Terminal terminal) {
    Command.super.refused(wrong, terminal);
    return WRONG_USAGE;
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    if (version.value()) {
      terminal.out().print(BuildInfo.praetorVersion() + "\n");
      return 0;
    }
    if (arguments.size() != 1) {
      terminal.err().print(wrongArguments(arguments) + Help.of(this));
      return WRONG_USAGE;
    }
    var log = new PrintedLog(terminal.err());
    log.say("Starting registrator " + BuildInfo.praetorVersion() + " ...");
    try {
      check();
      work(arguments.getFirst(), terminal, log);
      return 0;
    } catch (CommandException | IOException refused) {
      log.warn(String.valueOf(refused.getMessage()));
      return 1;
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private static String wrongArguments(List<String> arguments) {
    return arguments.isEmpty()
        ? "Missing required argument for registry URI.\n\n"
        : "Extra unparsed arguments:\n  "
            + String.join(" ", arguments.subList(1, arguments.size()))
            + "\nOptions should come before the registry URI argument.\n\n";
  }

  private void check() throws CommandException {
    if (retryInterval.value() <= 0) {
      throw new CommandException("-retry-interval must be greater than 0");
    }
    if (ttl.value() == 0 != (ttlRefresh.value() == 0)) {
      throw new CommandException("-ttl and -ttl-refresh must be specified together or not at all");
    }
    if (ttl.value() != 0 && ttl.value() <= ttlRefresh.value()) {
      throw new CommandException("-ttl must be greater than -ttl-refresh");
    }
    if (!deregister.value().equals(ALWAYS) && !deregister.value().equals(ON_SUCCESS)) {
      throw new CommandException("-deregister must be \"always\" or \"on-success\"");
    }
  }

  private void work(String uri, Terminal terminal, RegistratorLog log)
      throws CommandException, IOException, InterruptedException {
    if (!ip.value().isEmpty()) {
      log.say("Forcing host IP to " + ip.value());
    }
    var lifetime = seconds(ttl.value());
    try (var backend = Registries.open(uri, lifetime, terminal.environment())) {
      log.say("Using " + scheme(uri) + " adapter: " + uri);
      connect(backend, log);
      try (var docker = new DockerClient(dockerHost(terminal))) {
        checkDocker(docker, log);
        var registrator =
            new Registrator(
                docker,
                backend,
                settings(backend),
                node(backend, log),
                TagTemplates.INSTANCE,
                log,
                SystemClock.INSTANCE);
        registrator.run();
      }
    } catch (IllegalArgumentException wrong) {
      throw new CommandException(String.valueOf(wrong.getMessage()));
    }
  }

  private static String scheme(String uri) {
    int colon = uri.indexOf(':');
    return colon < 0 ? uri : uri.substring(0, colon);
  }

  private static DockerHost dockerHost(Terminal terminal) {
    return Files.exists(MOUNTED)
        ? DockerHost.of(terminal.environment(), "unix://" + MOUNTED)
        : DockerHost.of(terminal.environment());
  }

  private void connect(RegistryBackend backend, RegistratorLog log)
      throws IOException, InterruptedException {
    long attempts = retryAttempts.value();
    for (long attempt = 0; ; attempt++) {
      log.say("Connecting to backend (%d/%d)".formatted(attempt, attempts));
      try {
        backend.connect().ifPresent(log::say);
        return;
      } catch (IOException away) {
        if (attempts != FOR_EVER && attempt >= attempts) {
          throw away;
        }
        Thread.sleep(retryInterval.value());
      }
    }
  }

  /** An Engine that is not there at the start is a mistake; later it is waited for. */
  private void checkDocker(DockerClient docker, RegistratorLog log)
      throws IOException, InterruptedException {
    for (long attempt = 0; ; attempt++) {
      try {
        docker.runningContainers();
        return;
      } catch (IOException | EngineException | DecodeException away) {
        var reason = String.valueOf(away.getMessage());
        if (retryAttempts.value() != FOR_EVER && attempt >= retryAttempts.value()) {
          throw new IOException("Docker: " + reason, away);
        }
        log.warn("Docker: " + reason + "; trying again");
        Thread.sleep(retryInterval.value());
      }
    }
  }

  private static Optional<String> node(RegistryBackend backend, RegistratorLog log) {
    try {
      return backend.nodeAddress();
    } catch (IOException refused) {
      log.warn("the agent's address is not known: " + refused.getMessage());
      return Optional.empty();
    }
  }

  private RegistratorSettings settings(RegistryBackend backend) throws IOException {
    var given = Optional.of(ip.value()).filter(text -> !text.isEmpty());
    var services =
        new ServiceOptions(
            LocalHost.name(),
            given.isPresent() || backend.knowsNode() ? given : LocalHost.address(),
            tags.value(),
            internal.value(),
            explicit.value(),
            ipFromContainer.value(),
            Optional.of(useIpFromLabel.value()).filter(text -> !text.isEmpty()),
            health.value());
    return new RegistratorSettings(
        services,
        label.value(),
        cleanup.value(),
        deregister.value().equals(ON_SUCCESS),
        seconds(resync.value()).orElse(RegistratorSettings.COMPARE_EVERY),
        resync.value() > 0,
        seconds(ttlRefresh.value()));
  }

  private static Optional<Duration> seconds(long seconds) {
    return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
  }
}
