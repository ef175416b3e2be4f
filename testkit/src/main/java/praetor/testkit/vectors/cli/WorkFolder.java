package praetor.testkit.vectors.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import praetor.testkit.vectors.JsonText;
import tools.jackson.databind.JsonNode;

/** The folder that the commands of one file run in, one after another. */
record WorkFolder(Path path) {
  private static final String MODE = "unix:mode";
  private static final int MODE_BITS = 07777;
  private static final int OCTAL = 8;

  /** Writes the files that a step wants to find and gives them their modes. */
  void prepare(JsonNode step, Filler filler) throws IOException {
    for (var file : step.path("files").properties()) {
      var target = path.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      var content = file.getValue();
      var text = content.isString() ? content.stringValue() : JsonText.spaced(content);
      Files.writeString(target, filler.fill(text));
    }
    for (var file : step.path("chmod").properties()) {
      int mode = Integer.parseInt(file.getValue().stringValue(), OCTAL);
      Files.setAttribute(path.resolve(file.getKey()), MODE, mode);
    }
  }

  /** Puts values in place of placeholders. */
  interface Filler {
    String fill(String text);
  }

  /** The names of all that is directly in the folder. */
  SortedSet<String> names() throws IOException {
    var names = new TreeSet<String>();
    try (var files = Files.list(path)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  /** The mode of a file as four octal digits. */
  String mode(String name) throws IOException {
    var mode = (int) Files.getAttribute(path.resolve(name), MODE);
    return "%04o".formatted(mode & MODE_BITS);
  }
}
