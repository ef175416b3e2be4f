package praetor.template.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import praetor.model.DecodeException;

/**
 * Configuration files and folders of them.
 *
 * <p>Source: texts of consul-template 0.42.1; a folder is read with all below it in lexical order,
 * symbolic links are not followed.
 */
public final class ConfigFiles {
  private ConfigFiles() {}

  /**
   * The tree of all files in their order.
   *
   * @param folder what relative paths begin at
   */
  public static Map<String, Object> read(Path folder, List<String> paths, boolean forEnv)
      throws ConfigException {
    Map<String, Object> tree = Map.of();
    for (var path : paths) {
      var file = folder.resolve(path);
      if (!Files.exists(file)) {
        throw new ConfigException(
            "missing file/folder: %s: stat %s: no such file or directory".formatted(path, path));
      }
      if (!Files.isDirectory(file)) {
        tree = Settings.merged(tree, one(file, path, forEnv));
        continue;
      }
      for (var below : files(file, path)) {
        tree = Settings.merged(tree, one(below, path + "/" + file.relativize(below), forEnv));
      }
    }
    return tree;
  }

  private static List<Path> files(Path folder, String shown) throws ConfigException {
    try (var all = Files.walk(folder)) {
      return all.filter(f -> Files.isRegularFile(f, java.nio.file.LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new ConfigException(
          "failed listing directory: " + shown + ": " + unreadable.getMessage());
    }
  }

  private static Map<String, Object> one(Path file, String shown, boolean forEnv)
      throws ConfigException {
    try {
      var tree = Tree.parse(Files.readString(file));
      // Each file is judged alone, so that the fault names it.
      Settings.read(tree, forEnv);
      return tree;
    } catch (IOException unreadable) {
      throw new ConfigException("from file: " + shown + ": " + unreadable.getMessage());
    } catch (DecodeException wrong) {
      throw new ConfigException(
          "from file: " + shown + ": error decoding config: " + wrong.getMessage());
    } catch (ConfigException wrong) {
      throw new ConfigException("from file: " + shown + ": " + wrong.getMessage());
    }
  }
}
