package praetor.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From the command line's input to the agent's configuration.
 *
 * <p>Order: what {@code -dev} sets, files and folders as given, flags (whose lists come first),
 * then {@code -hcl} fragments.
 */
public final class ConfigLoader {

  private static final Map<String, Object> DEV =
      Map.of(
          "bind_addr", "127.0.0.1",
          "server", true,
          "disable_anonymous_signature", true,
          "disable_keyring_file", true);

  private final ConfigInput input;
  private final List<String> warnings = new ArrayList<>();

  private ConfigLoader(ConfigInput input) {
    this.input = input;
  }

  /**
   * Reads, merges and validates.
   *
   * @throws ConfigException with a text for people
   */
  public static LoadedConfig load(ConfigInput input) throws ConfigException {
    return new ConfigLoader(input).load();
  }

  private LoadedConfig load() throws ConfigException {
    var settings = new Settings(merged());
    EnterpriseKeys.warn(settings, warnings);
    var rules = new ConfigRules(settings, warnings);
    rules.checkRaw();
    var builder = new ConfigBuilder(input.dev(), settings, input.host());
    var config = builder.build();
    rules.check(config, builder.errors());
    warnings.addAll(builder.warnings());
    return new LoadedConfig(config, warnings, withoutEffect(settings));
  }

  private static List<String> withoutEffect(Settings settings) {
    return KeyTable.INSTANCE.all().entrySet().stream()
        .filter(row -> row.getValue().later() && settings.at(row.getKey()).isPresent())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private Map<String, Object> merged() throws ConfigException {
    var merged = new LinkedHashMap<String, Object>(input.dev() ? DEV : Map.of());
    for (var source : new ConfigFiles(input.format(), warnings).read(input.paths())) {
      merge(merged, source);
    }
    Merge.into(merged, input.flags().values(), Merge.Lists.PREPEND);
    for (int i = 0; i < input.fragments().size(); i++) {
      merge(
          merged,
          new ConfigSource("flags-" + i + ".hcl", ConfigFormat.HCL, input.fragments().get(i)));
    }
    return merged;
  }

  private void merge(Map<String, Object> merged, ConfigSource source) throws ConfigException {
    Merge.into(merged, OldKeys.modernise(source.read(), warnings), Merge.Lists.APPEND);
  }
}
