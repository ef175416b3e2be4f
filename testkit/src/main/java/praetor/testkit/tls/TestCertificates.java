package praetor.testkit.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/**
 * PEM files in a folder of a test: {@code ca.pem}; of it {@code server.pem}, {@code server-2.pem}
 * (server.dc1.consul, localhost, 127.0.0.1) and {@code client.pem}; {@code other-ca.pem} and of
 * that {@code other-client.pem}. The keys are beside them: {@code server-key.pem}.
 */
public final class TestCertificates {
  private static final List<String> NAMES =
      List.of("ca", "server", "server-2", "client", "other-ca", "other-client");

  private final Path folder;

  private TestCertificates(Path folder) {
    this.folder = folder;
  }

  public static TestCertificates in(Path folder) throws IOException {
    var certificates = new TestCertificates(folder);
    for (var name : NAMES) {
      certificates.copy(name, name);
    }
    return certificates;
  }

  public Path certificate(String name) {
    return folder.resolve(name + ".pem");
  }

  public Path key(String name) {
    return folder.resolve(name + "-key.pem");
  }

  /** Puts a certificate and its key where another one was, as whoever renews it does. */
  public void replace(String name, String by) throws IOException {
    copy(by, name);
  }

  private void copy(String from, String to) throws IOException {
    copyFile(from + ".pem", certificate(to));
    if (!from.endsWith("ca")) {
      copyFile(from + "-key.pem", key(to));
    }
  }

  private static void copyFile(String resource, Path file) throws IOException {
    try (var in = TestCertificates.class.getResourceAsStream(resource)) {
      Files.copy(Objects.requireNonNull(in, resource), file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
