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
import praetor.template.config.TemplateSettings;
import praetor.template.config.Tree;

/**
 * {@code template}: files rendered from the catalog and the KV store.
 *
 * <p>Source: flags, texts and exit codes of consul-template 0.42.1.
 */
public final class TemplateCommand implements Command {
  private final Path folder;
  private final Flags flags = new Flags();
  private final SettingFlags settings = new SettingFlags(flags);
  private final Flag<List<String>> configs =
      flags.texts("config", "Configuration file or folder of such; may be repeated.");
  private final Flag<List<String>> templates =
      flags.texts("template", "in:out or in:out:command; may be repeated.");
  private final Flag<Boolean> dry = flags.bool("dry", "Print instead of writing.");
  private final Flag<Boolean> parseOnly = flags.bool("parse-only", "Only read the templates.");
  private final Flag<Optional<Boolean>> errorFatal =
      flags.maybeBool("template-error-fatal", "Whether an error of a template ends the program.");
  private final Flag<Optional<String>> left =
      flags.maybeText("default-left-delimiter", "Mark before actions instead of {{.");
  private final Flag<Optional<String>> right =
      flags.maybeText("default-right-delimiter", "Mark behind actions instead of }}.");
  private final Flag<Boolean> v = flags.bool("v", "Print the version.");
  private final Flag<Boolean> version = flags.bool("version", "Print the version.");

  public TemplateCommand() {
    this(Path.of(""));
  }

  /** Relative paths begin at a folder. */
  public TemplateCommand(Path folder) {
    this.folder = folder;
    flags.bool("dedup", "Taken, no effect: equal questions are cheap here.");
    flags.maybeBool("err-on-failed-lookup", "Taken, no effect.");
  }

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "template [options]";
  }

  @Override
  public String description() {
    return "Renders templates whenever the services, nodes or keys that they ask for change, and"
        + " runs the commands of the files that changed. Takes the flags and the configuration of"
        + " consul-template 0.42. With -exec it runs a program and restarts it when a file"
        + " changes.";
  }

  @Override
  public int refused(FlagException wrong, Terminal terminal) {
    terminal.err().print(wrong.getMessage() + "\n");
    return ExitCodes.WRONG_FLAGS;
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    if (v.value() || version.value()) {
      terminal.err().print("consul-template v0.42.1 ()\n");
      return ExitCodes.OK;
    }
    if (!arguments.isEmpty()) {
      terminal.err().print(RunnerHost.extraArgs(arguments) + "\n");
      return ExitCodes.WRONG_FLAGS;
    }
    var host = new RunnerHost(terminal, folder);
    Map<String, Object> ofFlags;
    try {
      ofFlags = ofFlags();
    } catch (ConfigException wrong) {
      terminal.err().print(wrong.getMessage() + "\n");
      return ExitCodes.WRONG_FLAGS;
    }
    try {
      return host.run(settings(ofFlags), () -> settings(ofFlags));
    } catch (ConfigException wrong) {
      host.error(wrong.getMessage());
      return ExitCodes.WRONG_CONFIG;
    }
  }

  private Settings settings(Map<String, Object> ofFlags) throws ConfigException {
    var ofFiles = ConfigFiles.read(folder, configs.value(), false);
    return Settings.read(Settings.merged(ofFiles, ofFlags), false);
  }

  private Map<String, Object> ofFlags() throws ConfigException {
    var tree = settings.tree();
    var blocks = new ArrayList<Object>();
    for (var each : templates.value()) {
      blocks.add(TemplateSettings.ofFlag(each));
    }
    if (!blocks.isEmpty()) {
      tree.put("template", blocks);
    }
    if (dry.value()) {
      tree.put("dry", true);
    }
    if (parseOnly.value()) {
      tree.put("parse_only", true);
    }
    errorFatal.value().ifPresent(value -> tree.put("template_error_fatal", value));
    left.value().ifPresent(value -> Tree.set(tree, "default_delimiters.left", value));
    right.value().ifPresent(value -> Tree.set(tree, "default_delimiters.right", value));
    return tree;
  }
}
