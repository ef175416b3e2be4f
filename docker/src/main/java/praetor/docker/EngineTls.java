package praetor.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import praetor.model.tls.Identity;
import praetor.model.tls.Pem;
import praetor.model.tls.TlsMaterial;

/**
 * TLS as Docker's own client sets it up: the Engine's certificate is checked against {@code
 * ca.pem}, {@code cert.pem} with {@code key.pem} is shown where both are there.
 */
final class EngineTls {
  private EngineTls() {}

  /**
   * Reads the files of a folder.
   *
   * @throws IllegalArgumentException one sentence: which file cannot be used and why
   */
  static SSLContext context(Path folder) {
    try {
      var authorities = Pem.certificates(text(folder.resolve("ca.pem")));
      return new TlsMaterial(identity(folder), authorities).verifying();
    } catch (IOException | GeneralSecurityException unusable) {
      throw new IllegalArgumentException(
          "certificates of the Docker Engine in " + folder + ": " + unusable.getMessage(),
          unusable);
    }
  }

  private static Optional<Identity> identity(Path folder)
      throws IOException, GeneralSecurityException {
    var certificate = folder.resolve("cert.pem");
    var key = folder.resolve("key.pem");
    if (!Files.exists(certificate) && !Files.exists(key)) {
      return Optional.empty();
    }
    return Optional.of(Identity.parse(text(certificate), text(key)));
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IOException("open " + file + ": no such file or directory", e);
    }
  }
}
