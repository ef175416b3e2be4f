package praetor.cli.template;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.cli.command.Command;
import praetor.cli.command.Flag;
import praetor.cli.command.FlagException;
import praetor.cli.command.Flags;
import praetor.cli.command.Terminal;
import praetor.template.config.ConfigException;
import praetor.template.config.ConfigFiles;
import praetor.template.config.Settings;
import praetor.template.config.Tree;

/**
 * {@code env}: a program with keys as its environment.
 *
 * <p>Source: documentation of envconsul.
 */
public final class EnvCommand implements Command {
  private final Path folder;
  private final Flags flags = new Flags();
  private final SettingFlags settings = new SettingFlags(flags);
  private final Flag<List<String>> configs =
      flags.texts("config", "Configuration file or folder of such; may be repeated.");
  private final Flag<List<String>> prefixes =
      flags.texts("prefix", "Keys below it become variables; may be repeated, later ones win.");
  private final Flag<Optional<Boolean>> noPrefix =
      flags.maybeBool("no-prefix", "Whether names leave out the prefix; true unless given.");
  private final Flag<Optional<Boolean>> pristine =
      flags.maybeBool("pristine", "Give the program none of this process's variables.");
  private final Flag<Optional<Boolean>> sanitize =
      flags.maybeBool("sanitize", "Underscores for what names of variables cannot have.");
  private final Flag<Optional<Boolean>> upcase = flags.maybeBool("upcase", "Names in capitals.");

  public EnvCommand() {
    this(Path.of(""));
  }

  /** Relative paths begin at a folder. */
  public EnvCommand(Path folder) {
    this.folder = folder;
  }

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "env [options] program [arguments]";
  }

  @Override
  public String description() {
    return "Runs a program with the keys below prefixes as its environment, and starts it anew when"
        + " they change. With -once changes do not count. Takes the flags and the configuration of"
        + " envconsul.";
  }

  @Override
  public int refused(FlagException wrong, Terminal terminal) {
    terminal.err().print(wrong.getMessage() + "\n");
    return ExitCodes.WRONG_FLAGS;
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    var host = new RunnerHost(terminal, folder);
    try {
      return host.runEnv(settings(arguments), () -> settings(arguments));
    } catch (ConfigException wrong) {
      host.error(wrong.getMessage());
      return ExitCodes.WRONG_CONFIG;
    }
  }

  private Settings settings(List<String> program) throws ConfigException {
    var tree = Settings.merged(ConfigFiles.read(folder, configs.value(), true), ofFlags(program));
    var all = Settings.read(tree, true);
    if (all.prefixes().isEmpty()) {
      throw new ConfigException("missing -prefix: which keys are to become variables?");
    }
    return all;
  }

  private Map<String, Object> ofFlags(List<String> program) {
    var tree = settings.tree();
    var blocks = new ArrayList<Object>();
    for (var path : prefixes.value()) {
      var block = new java.util.LinkedHashMap<String, Object>();
      block.put("path", path);
      noPrefix.value().ifPresent(value -> block.put("no_prefix", value));
      blocks.add(block);
    }
    if (!blocks.isEmpty()) {
      tree.put("prefix", blocks);
    }
    pristine.value().ifPresent(value -> tree.put("pristine", value));
    // As in envconsul, the flag says it of the program's environment as a whole.
    pristine.value().ifPresent(value -> Tree.set(tree, "exec.env.pristine", value));
    sanitize.value().ifPresent(value -> tree.put("sanitize", value));
    upcase.value().ifPresent(value -> tree.put("upcase", value));
    if (!program.isEmpty()) {
      Tree.set(tree, "exec.command", program);
    }
    return tree;
  }
}
