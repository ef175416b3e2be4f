package praetor.agent.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds and reads configuration files: a given file needs a known ending, in a folder others are
 * skipped with a warning, hidden files count, folders in it do not, order is by name.
 */
final class ConfigFiles {

  private final Optional<ConfigFormat> format;
  private final List<String> warnings;

  /**
   * Reads files.
   *
   * @param format taken for every file, whatever its name
   * @param warnings gets a line for each file that was skipped
   */
  ConfigFiles(Optional<ConfigFormat> format, List<String> warnings) {
    this.format = format;
    this.warnings = warnings;
  }

  List<ConfigSource> read(List<String> paths) throws ConfigException {
    var sources = new ArrayList<ConfigSource>();
    for (var path : paths) {
      if (Files.isDirectory(Path.of(path))) {
        folder(path, sources);
      } else {
        sources.add(file(path));
      }
    }
    return sources;
  }

  private void folder(String path, List<ConfigSource> sources) throws ConfigException {
    for (var file : filesOf(path)) {
      var name = path + (path.endsWith("/") ? "" : "/") + file.getFileName();
      if (format.or(() -> ConfigFormat.of(name)).isEmpty()) {
        warnings.add(
            "skipping file "
                + name
                + ", extension must be .hcl or .json, or config format must be set");
      } else {
        sources.add(file(name));
      }
    }
  }

  private static List<Path> filesOf(String path) throws ConfigException {
    try (var files = Files.list(Path.of(path))) {
      return files
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(file -> file.getFileName().toString()))
          .toList();
    } catch (IOException unreadable) {
      throw new ConfigException(
          "config: Readdir failed on %s. %s".formatted(path, why(unreadable)));
    }
  }

  private ConfigSource file(String path) throws ConfigException {
    if (!Files.exists(Path.of(path))) {
      throw new ConfigException(
          "config: Open failed on %s. open %s: no such file or directory".formatted(path, path));
    }
    var known = format.or(() -> ConfigFormat.of(path));
    if (known.isEmpty()) {
      throw new ConfigException(
          "file %s has unknown extension; must be .hcl or .json, or config format must be set"
              .formatted(path));
    }
    try {
      return new ConfigSource(path, known.get(), Files.readString(Path.of(path)));
    } catch (IOException unreadable) {
      throw new ConfigException(
          "config: ReadFile failed on %s: %s".formatted(path, why(unreadable)));
    }
  }

  private static String why(IOException failure) {
    return switch (failure) {
      case AccessDeniedException denied -> "open " + denied.getFile() + ": permission denied";
      case CharacterCodingException _ -> "the text is not UTF-8";
      default -> String.valueOf(failure.getMessage());
    };
  }
}
