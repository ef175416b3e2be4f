package praetor.template.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A program to run.
 *
 * @param command one word with blanks is a script for the shell
 * @param timeout how long it may take; empty for ever
 * @param splay longest time that a restart waits, drawn at random
 * @param reloadSignal what it gets when something changed; empty to start it anew
 */
public record ExecSettings(
    List<String> command,
    boolean enabled,
    Optional<Duration> timeout,
    Duration splay,
    Optional<String> reloadSignal,
    String killSignal,
    Duration killTimeout,
    EnvSettings env) {

  private static final String KILL_SIGNAL = "INT";
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /**
   * Variables of a program.
   *
   * @param pristine whether it gets none of ours
   * @param allow patterns; empty for all
   */
  public record EnvSettings(
      boolean pristine, List<String> custom, List<String> allow, List<String> deny) {
    static final EnvSettings NONE = new EnvSettings(false, List.of(), List.of(), List.of());

    static EnvSettings read(Block env) {
      var settings =
          new EnvSettings(
              env.flag("pristine", false),
              env.texts("custom"),
              either(env, "allowlist", "whitelist"),
              either(env, "denylist", "blacklist"));
      env.done();
      return settings;
    }

    private static List<String> either(Block env, String name, String older) {
      var values = env.texts(name);
      var before = env.texts(older);
      return values.isEmpty() ? before : values;
    }
  }

  public ExecSettings {
    command = List.copyOf(command);
  }

  /** The command of a template. */
  static ExecSettings ofTemplate(Block block) {
    var words = block.texts("command");
    var timeout = block.duration("command_timeout");
    var exec = read(block.block("exec"), KILL_SIGNAL);
    return new ExecSettings(
        words.isEmpty() ? exec.command : words,
        exec.enabled,
        Optional.of(timeout.or(() -> exec.timeout).orElse(TIMEOUT)),
        exec.splay,
        exec.reloadSignal,
        exec.killSignal,
        exec.killTimeout,
        exec.env);
  }

  static ExecSettings read(Block block, String killSignal) {
    var env = block.block("env");
    var settings =
        new ExecSettings(
            block.texts("command"),
            block.flag("enabled", true),
            block.duration("timeout").filter(Duration::isPositive),
            block.duration("splay").orElse(Duration.ZERO),
            block.text("reload_signal").map(SignalName::of).filter(s -> !s.isEmpty()),
            block.text("kill_signal").map(SignalName::of).orElse(killSignal),
            block.duration("kill_timeout").orElse(KILL_TIMEOUT),
            EnvSettings.read(env));
    block.done();
    return settings;
  }

  /** Whether there is anything to run. */
  public boolean isPresent() {
    return enabled && !command.isEmpty() && !command.getFirst().isBlank();
  }
}
