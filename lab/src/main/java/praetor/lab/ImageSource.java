package praetor.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where images come from that the Docker Engine does not have. */
@FunctionalInterface
public interface ImageSource {
  /**
   * Makes or finds an image.
   *
   * @param name repository and tag
   * @return its archive; empty when there is no way to get it
   */
  Optional<Path> archive(String name) throws IOException, LabException, InterruptedException;
}
