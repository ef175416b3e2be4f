package praetor.testkit.vectors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** Finds and reads the recordings, which lie on the class path under {@code praetor/vectors}. */
public final class VectorFiles {
  private static final String ROOT = "/praetor/vectors/";
  private static final String JSON = ".json";

  private VectorFiles() {}

  /**
   * The names of all recordings in a folder, sorted and without {@code .json}; folders below it are
   * not looked into.
   *
   * @param folder as {@code http}, {@code dns}, {@code cli} or {@code http/start}
   */
  public static List<String> names(String folder) {
    var url = url(folder);
    try {
      if (!(url.openConnection() instanceof JarURLConnection jar)) {
        return namesIn(Path.of(url.toURI()));
      }
      try (var files = FileSystems.newFileSystem(Path.of(jar.getJarFileURL().toURI()))) {
        return namesIn(files.getPath(ROOT + folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the recordings in " + url + " cannot be listed", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path holds a strange address: " + url, e);
    }
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(JSON))
          .map(name -> name.substring(0, name.length() - JSON.length()))
          .sorted()
          .toList();
    }
  }

  /** The recording of that name in a folder. */
  public static JsonNode read(String folder, String name) {
    return JsonText.parse(text(folder + "/" + name + JSON))
        .orElseThrow(() -> new IllegalStateException(folder + "/" + name + " is not JSON"));
  }

  /** The text of a file, as {@code filter/go-bexpr-cases.txt}. */
  public static String text(String path) {
    try (var in = open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the recording " + path + " cannot be read", e);
    }
  }

  private static InputStream open(String path) {
    return Objects.requireNonNull(
        VectorFiles.class.getResourceAsStream(ROOT + path), () -> "no recording " + path);
  }

  private static URL url(String folder) {
    return Objects.requireNonNull(
        VectorFiles.class.getResource(ROOT + folder), () -> "no recordings in " + folder);
  }
}
