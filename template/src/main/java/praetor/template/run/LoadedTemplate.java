package praetor.template.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import praetor.template.config.Settings;
import praetor.template.config.TemplateSettings;
import praetor.template.func.Sandbox;
import praetor.template.func.StandardFunctions;
import praetor.template.func.Surroundings;
import praetor.template.lang.Functions;
import praetor.template.lang.GoText;
import praetor.template.lang.Template;
import praetor.template.lang.TemplateException;
import praetor.template.lang.Values;
import praetor.template.watch.ConsulFunctions;
import praetor.template.watch.Dependency;
import praetor.template.watch.KnownAnswers;

/** A template of the configuration, read and parsed. */
final class LoadedTemplate {
  private final TemplateSettings settings;
  private final Template template;
  private final Functions functions;
  private final Sandbox sandbox;

  private LoadedTemplate(
      TemplateSettings settings, Template template, Functions functions, Sandbox sandbox) {
    this.settings = settings;
    this.template = template;
    this.functions = functions;
    this.sandbox = sandbox;
  }

  /**
   * Reads and parses.
   *
   * @throws RunException why not, in the words of consul-template
   */
  static LoadedTemplate load(TemplateSettings settings, Settings all, Surroundings surroundings)
      throws RunException {
    var fault = settings.fault();
    if (fault.isPresent()) {
      throw new RunException(fault.get());
    }
    var sandbox = new Sandbox(surroundings.folder(), settings.sandbox().map(Path::of));
    var functions = StandardFunctions.of(surroundings, sandbox);
    var known =
        functions
            .and(ConsulFunctions.all(_ -> Optional.empty(), sandbox))
            .and(StandardFunctions.denied(existing(settings, functions, sandbox)));
    var delimiters =
        new Template.Delimiters(
            settings.leftDelimiter().or(all::leftDelimiter).orElse("{{"),
            settings.rightDelimiter().or(all::rightDelimiter).orElse("}}"));
    var text = text(settings, surroundings.folder());
    try {
      var template = Template.parse(text, delimiters, known);
      return new LoadedTemplate(settings, template, functions, sandbox);
    } catch (TemplateException wrong) {
      throw new RunException(settings.shownSource() + ": parse: " + wrong.getMessage());
    }
  }

  /** A function that does not exist cannot be disabled either. */
  private static java.util.Set<String> existing(
      TemplateSettings settings, Functions functions, Sandbox sandbox) {
    var all = functions.and(ConsulFunctions.all(_ -> Optional.empty(), sandbox));
    var names = new LinkedHashSet<>(settings.denied());
    names.removeIf(name -> !all.has(name));
    return names;
  }

  private static String text(TemplateSettings settings, Path folder) throws RunException {
    if (settings.contents().isPresent()) {
      return settings.contents().get();
    }
    var source = settings.source().orElse("");
    try {
      return GoText.of(Files.readAllBytes(folder.resolve(source)));
    } catch (IOException unreadable) {
      throw new RunException("failed to read template: open " + source + ": " + reason(unreadable));
    }
  }

  private static String reason(IOException unreadable) {
    return switch (unreadable) {
      case NoSuchFileException _ -> "no such file or directory";
      case java.nio.file.AccessDeniedException _ -> "permission denied";
      default -> String.valueOf(unreadable.getMessage());
    };
  }

  TemplateSettings settings() {
    return settings;
  }

  /** Names source and destination as log lines do. */
  String shown() {
    return "\"%s\" => \"%s\"".formatted(settings.shownSource(), settings.destination());
  }

  /**
   * Runs the template with what is known.
   *
   * @throws RunException an error of the template
   */
  Pass run(KnownAnswers answers) throws RunException {
    var used = new LinkedHashSet<Dependency>();
    var missing = new LinkedHashSet<Dependency>();
    ConsulFunctions.Recall recall =
        dependency -> {
          used.add(dependency);
          var answer = answers.of(dependency);
          if (answer.isEmpty()) {
            missing.add(dependency);
          }
          return answer;
        };
    var running = new Object[1];
    var whole =
        functions
            .and(ConsulFunctions.all(recall, sandbox))
            .and(
                StandardFunctions.ofRun(
                    () ->
                        running[0] instanceof StandardFunctions.Running now
                            ? Optional.of(now)
                            : Optional.empty()));
    var allowed = whole.and(StandardFunctions.denied(existing(settings, functions, sandbox)));
    var setting =
        new Template.Setting(
            allowed,
            settings.errorOnMissingKey() ? Template.MissingKey.ERROR : Template.MissingKey.ZERO);
    running[0] = new StandardFunctions.Running(template, setting);
    try {
      return new Pass(template.execute(setting, Values.NIL), used, missing);
    } catch (TemplateException failed) {
      throw new RunException(settings.shownSource() + ": execute: " + failed.getMessage());
    }
  }
}
