package praetor.cli.daemon;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.agent.config.AgentConfig;
import praetor.agent.config.Settings;
import praetor.docker.DockerHost;
import praetor.model.DecodeException;
import praetor.model.GoDuration;
import praetor.registrator.RegistratorSettings;
import praetor.registrator.rules.ServiceOptions;

/**
 * The {@code registrator} of a configuration: containers of which Engine are registered, and how.
 */
public record RegistratorBlock(Settings settings) {
  private static final String DOCKER = "docker:";
  private static final String ON_SUCCESS = "on-success";

  /**
   * Reads the block; empty when there is none.
   *
   * @throws IOException one sentence: which of its values cannot be used
   */
  public static Optional<RegistratorBlock> read(AgentConfig config) throws IOException {
    if (config.settings().at("registrator").isEmpty()) {
      return Optional.empty();
    }
    var block = new RegistratorBlock(config.settings().block("registrator"));
    block.dockerHost(Map.of());
    block.settings("", Optional.empty());
    return Optional.of(block);
  }

  /** The Engine: {@code docker:///var/run/docker.sock}, {@code tcp://...}, else the usual one. */
  DockerHost dockerHost(Map<String, String> environment) throws IOException {
    var text = settings.text("docker").orElse("");
    try {
      return text.isEmpty()
          ? DockerHost.of(environment)
          : DockerHost.at(URI.create(text.replaceFirst("^" + DOCKER, "unix:")), environment);
    } catch (IllegalArgumentException wrong) {
      throw new IOException("registrator.docker: " + wrong.getMessage(), wrong);
    }
  }

  /**
   * How it works.
   *
   * @param node address of the agent's node: where published ports are reached unless said
   *     otherwise
   */
  RegistratorSettings settings(String host, Optional<String> node) throws IOException {
    var deregister = settings.text("deregister").orElse("always");
    if (!deregister.equals("always") && !deregister.equals(ON_SUCCESS)) {
      throw new IOException("registrator.deregister must be \"always\" or \"on-success\"");
    }
    var services =
        new ServiceOptions(
            host,
            filled("ip").or(() -> node),
            settings.text("tags").orElse(""),
            flag("internal", false),
            flag("explicit", false),
            flag("ip_from_container", false),
            filled("use_ip_from_label"),
            flag("health", true));
    try {
      return new RegistratorSettings(
          services,
          labels(),
          flag("cleanup", false),
          deregister.equals(ON_SUCCESS),
          resync().orElse(RegistratorSettings.COMPARE_EVERY),
          resync().isPresent(),
          Optional.empty());
    } catch (IllegalArgumentException wrong) {
      throw new IOException("registrator.labels: " + wrong.getMessage(), wrong);
    }
  }

  private List<String> labels() {
    return settings.list("labels").stream().map(Object::toString).toList();
  }

  private Optional<Duration> resync() throws IOException {
    var text = filled("resync");
    try {
      return text.isPresent()
          ? Optional.of(GoDuration.parse(text.get())).filter(Duration::isPositive)
          : Optional.empty();
    } catch (DecodeException wrong) {
      throw new IOException("registrator.resync: " + wrong.getMessage(), wrong);
    }
  }

  private Optional<String> filled(String key) {
    return settings.text(key).filter(text -> !text.isEmpty());
  }

  private boolean flag(String key, boolean initial) {
    return settings.at(key).orElse(initial).equals(true);
  }
}
