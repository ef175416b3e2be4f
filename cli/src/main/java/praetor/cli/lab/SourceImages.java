package praetor.cli.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import praetor.cli.command.Terminal;
import praetor.lab.ImageSource;
import praetor.lab.LabException;

/** Makes images by the scripts of the source tree that this program was started from. */
final class SourceImages implements ImageSource {
  private static final String OURS = "praetor:latest";
  private static final String PREFIX = "praetor/";
  private static final String TAG = ":latest";

  private final Terminal terminal;

  SourceImages(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Optional<Path> archive(String name)
      throws IOException, LabException, InterruptedException {
    var launcher = System.getProperty("praetor.launcher");
    if (launcher == null) {
      return Optional.empty();
    }
    var top = Path.of(launcher).toAbsolutePath().getParent();
    if (top == null || !Files.exists(top.resolve("samples/images"))) {
      return Optional.empty();
    }
    return Optional.of(name.equals(OURS) ? ours(top) : sample(top, name));
  }

  private Path ours(Path top) throws IOException, LabException, InterruptedException {
    run(OURS, List.of(top.resolve("build/image").toString()));
    return top.resolve("image/target/praetor-image.tar");
  }

  private Path sample(Path top, String name)
      throws IOException, LabException, InterruptedException {
    var sample = name.substring(PREFIX.length(), name.length() - TAG.length());
    run(name, List.of(top.resolve("samples/images").toString(), sample));
    return top.resolve("samples/target/" + sample + "-image.tar");
  }

  private void run(String image, List<String> script)
      throws IOException, LabException, InterruptedException {
    terminal.out().print("build  " + image + "\n");
    terminal.flush();
    var log = Files.createTempFile("image", ".log");
    try {
      var process =
          new ProcessBuilder(script).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      if (process.waitFor() != 0) {
        throw new LabException(
            "the image %s cannot be built: %s".formatted(image, Files.readString(log).strip()));
      }
    } finally {
      Files.delete(log);
    }
  }
}
