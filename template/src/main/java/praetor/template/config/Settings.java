package praetor.template.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that the command is told.
 *
 * @param errorFatal whether the errors of templates end the program
 * @param allOrNothing guard: nothing is written unless all templates can be
 * @param prefixes of {@code env}
 */
public record Settings(
    ConsulSettings consul,
    List<TemplateSettings> templates,
    ExecSettings exec,
    Wait quiescence,
    String reloadSignal,
    String killSignal,
    Duration maxStale,
    Duration blockWait,
    boolean once,
    boolean dry,
    boolean parseOnly,
    boolean errorFatal,
    boolean allOrNothing,
    Optional<String> pidFile,
    Optional<String> leftDelimiter,
    Optional<String> rightDelimiter,
    LogSettings log,
    List<PrefixSettings> prefixes,
    EnvironmentSettings environment) {

  /** Source: defaults of consul-template 0.42.1. */
  private static final Duration MAX_STALE = Duration.ofSeconds(2);

  private static final Duration BLOCK_WAIT = Duration.ofSeconds(60);
  private static final Duration ROTATE_EVERY = Duration.ofHours(24);
  private static final String FACILITY = "LOCAL0";
  private static final String SYSLOG_NAME = "consul-template";

  /** Blocks that add up over files and flags. */
  private static final Set<String> ADDING = Set.of("template", "prefix");

  /** Levels of log lines, from the most to the least. */
  public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERR
  }

  /** Where log lines go, besides standard error. */
  public record LogSettings(
      LogLevel level, Optional<SyslogSettings> syslog, Optional<LogFileSettings> file) {}

  /**
   * The machine's syslog.
   *
   * @param name of the program in each line
   */
  public record SyslogSettings(String facility, String name) {}

  /**
   * A file of log lines, and when it is put aside.
   *
   * @param rotateBytes 0 for no bound
   * @param maxFiles how many are kept that were put aside; 0 for all, negative for none
   */
  public record LogFileSettings(
      String path, long rotateBytes, Duration rotateEvery, int maxFiles) {}

  /**
   * A part of the KV store that becomes variables.
   *
   * @param format of a variable's name, {@code {{ key }}} in it; empty for the key alone
   * @param noPrefix whether the folders of the key are left out
   */
  public record PrefixSettings(String path, Optional<String> format, Optional<Boolean> noPrefix) {
    static PrefixSettings read(Block block) {
      var settings =
          new PrefixSettings(
              block.text("path").orElse(""),
              block.text("format").filter(f -> !f.isEmpty()),
              block.flag("no_prefix"));
      block.done();
      return settings;
    }
  }

  /** How {@code env} makes variables of keys. */
  public record EnvironmentSettings(boolean pristine, boolean sanitize, boolean upcase) {}

  public Settings {
    templates = List.copyOf(templates);
    prefixes = List.copyOf(prefixes);
  }

  /** One tree of several: later ones win. */
  public static Map<String, Object> merged(Map<String, Object> first, Map<String, Object> later) {
    return Tree.merge(first, later, ADDING);
  }

  /**
   * Reads a tree.
   *
   * @param forEnv whether keys of {@code env} are known
   * @throws ConfigException naming all faults
   */
  public static Settings read(Map<String, Object> tree, boolean forEnv) throws ConfigException {
    var faults = new ArrayList<String>();
    var settings = read(new Block("", tree, faults), forEnv);
    if (!faults.isEmpty()) {
      throw new ConfigException(
          "mapstructure decode failed: %d error(s) decoding:\n\n* %s"
              .formatted(faults.size(), String.join("\n* ", faults)));
    }
    return settings;
  }

  private static Settings read(Block root, boolean forEnv) throws ConfigException {
    var delimiters = root.block("default_delimiters");
    var signal = root.text("kill_signal").map(SignalName::of).orElse(forEnv ? "TERM" : "INT");
    var settings =
        new Settings(
            ConsulSettings.read(root),
            root.blocks("template").stream().map(TemplateSettings::read).toList(),
            ExecSettings.read(root.block("exec"), forEnv ? "TERM" : "INT"),
            Wait.read(root, "wait").orElse(Wait.NONE),
            root.text("reload_signal").map(SignalName::of).orElse("HUP"),
            signal,
            root.duration("max_stale").orElse(MAX_STALE),
            root.duration("block_query_wait").filter(Duration::isPositive).orElse(BLOCK_WAIT),
            root.flag("once", false),
            root.flag("dry", false),
            root.flag("parse_only", false),
            root.flag("template_error_fatal", true),
            root.flag("all_or_nothing", false),
            root.text("pid_file").filter(f -> !f.isEmpty()),
            delimiters.text("left").filter(d -> !d.isEmpty()),
            delimiters.text("right").filter(d -> !d.isEmpty()),
            log(root),
            forEnv ? prefixes(root) : List.of(),
            environment(root, forEnv));
    delimiters.done();
    root.ignore("vault", "nomad", "deduplicate", "err_on_failed_lookup", "retry");
    root.done();
    return settings;
  }

  private static List<PrefixSettings> prefixes(Block root) {
    var prefixes = new ArrayList<PrefixSettings>();
    for (var path : root.texts("prefixes")) {
      prefixes.add(new PrefixSettings(path, Optional.empty(), Optional.empty()));
    }
    root.blocks("prefix").forEach(block -> prefixes.add(PrefixSettings.read(block)));
    return prefixes;
  }

  private static EnvironmentSettings environment(Block root, boolean forEnv) {
    return forEnv
        ? new EnvironmentSettings(
            root.flag("pristine", false), root.flag("sanitize", false), root.flag("upcase", false))
        : new EnvironmentSettings(false, false, false);
  }

  private static LogSettings log(Block root) throws ConfigException {
    var level =
        root.text("log_level").filter(l -> !l.isEmpty()).orElse("WARN").toUpperCase(Locale.ROOT);
    var syslog = syslog(root);
    var file = logFile(root.block("log_file"));
    for (var known : LogLevel.values()) {
      if (known.name().equals(level)) {
        return new LogSettings(known, syslog, file);
      }
    }
    throw new ConfigException(
        "invalid log level \"" + level + "\", valid log levels are TRACE, DEBUG, INFO, WARN, ERR");
  }

  private static Optional<SyslogSettings> syslog(Block root) {
    var block = root.block("syslog");
    boolean isOn = root.has("syslog") && block.flag("enabled", true);
    var settings =
        new SyslogSettings(
            block.text("facility").filter(f -> !f.isEmpty()).orElse(FACILITY),
            block.text("name").filter(n -> !n.isEmpty()).orElse(SYSLOG_NAME));
    block.ignore("enabled");
    block.done();
    return isOn ? Optional.of(settings) : Optional.empty();
  }

  private static Optional<LogFileSettings> logFile(Block block) {
    var settings =
        new LogFileSettings(
            block.text("path").orElse(""),
            block.number("log_rotate_bytes").orElse(0),
            block.duration("log_rotate_duration").filter(Duration::isPositive).orElse(ROTATE_EVERY),
            block.number("log_rotate_max_files").orElse(0));
    block.done();
    return settings.path().isEmpty() ? Optional.empty() : Optional.of(settings);
  }
}
