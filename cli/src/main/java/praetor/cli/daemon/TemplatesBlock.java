package praetor.cli.daemon;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import praetor.agent.config.AgentConfig;
import praetor.template.config.ConfigException;
import praetor.template.config.ConfigFiles;
import praetor.template.config.Settings;
import praetor.template.config.TemplateSettings;

/**
 * The {@code templates} of a configuration.
 *
 * @param config files of {@code praetor template}, or folders of them
 * @param render templates as {@code IN:OUT} or {@code IN:OUT:COMMAND}
 */
public record TemplatesBlock(List<String> config, List<String> render) {
  /** One template's fault does not end the others unless a file wants it. */
  private static final Map<String, Object> INITIAL = Map.of("template_error_fatal", false);

  /** The block; empty lists when there is none. */
  public static TemplatesBlock read(AgentConfig config) {
    var settings = config.settings();
    return new TemplatesBlock(
        texts(settings.list("templates.config")), texts(settings.list("templates.render")));
  }

  private static List<String> texts(List<Object> values) {
    return values.stream().map(Object::toString).toList();
  }

  boolean isEmpty() {
    return config.isEmpty() && render.isEmpty();
  }

  /**
   * What the files say now.
   *
   * @throws ConfigException naming all faults
   */
  Settings settings(Path folder) throws ConfigException {
    var blocks = new ArrayList<Object>();
    for (var each : render) {
      blocks.add(TemplateSettings.ofFlag(each));
    }
    var ofFiles = Settings.merged(INITIAL, ConfigFiles.read(folder, config, false));
    var settings = Settings.read(Settings.merged(ofFiles, Map.of("template", blocks)), false);
    if (settings.exec().isPresent()) {
      throw new ConfigException("exec needs a process of its own: praetor template");
    }
    return settings;
  }
}
