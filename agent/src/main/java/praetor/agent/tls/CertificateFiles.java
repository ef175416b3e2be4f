package praetor.agent.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.agent.config.TlsConfig;
import praetor.model.tls.Identity;
import praetor.model.tls.Pem;
import praetor.model.tls.TlsMaterial;

/**
 * Reads the certificate files of one protocol.
 *
 * <p>Source: texts and precedence of Consul 1.21.4, which shows the content of a CA file that is no
 * PEM; it may be a key, so Praetor names the file instead.
 */
final class CertificateFiles {
  private CertificateFiles() {}

  static TlsMaterial read(TlsConfig.Protocol protocol) throws IOException {
    return new TlsMaterial(identity(protocol), authorities(protocol));
  }

  /** Both files, or none: one alone is left unread. */
  private static Optional<Identity> identity(TlsConfig.Protocol protocol) throws IOException {
    if (protocol.certFile().isEmpty() || protocol.keyFile().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Identity.parse(text(protocol.certFile().get()), text(protocol.keyFile().get())));
    } catch (IOException | GeneralSecurityException unusable) {
      throw new IOException("Failed to load cert/key pair: " + unusable.getMessage(), unusable);
    }
  }

  private static String text(String file) throws IOException {
    try {
      return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      throw new IOException(failure(file, unreadable), unreadable);
    }
  }

  private static String failure(String file, IOException unreadable) {
    if (Files.isDirectory(Path.of(file))) {
      return "read " + file + ": is a directory";
    }
    return "open " + file + ": " + reason(unreadable);
  }

  private static String reason(IOException unreadable) {
    return switch (unreadable) {
      case NoSuchFileException _ -> "no such file or directory";
      case AccessDeniedException _ -> "permission denied";
      default -> String.valueOf(unreadable.getMessage());
    };
  }

  /** Certificates of the CA file, else of all files in the CA folder. */
  private static List<X509Certificate> authorities(TlsConfig.Protocol protocol) throws IOException {
    if (protocol.caFile().isPresent()) {
      return authoritiesOf(protocol.caFile().get());
    }
    if (protocol.caPath().isEmpty()) {
      return List.of();
    }
    var folder = protocol.caPath().get();
    var found = new ArrayList<X509Certificate>();
    try (var files = Files.walk(Path.of(folder))) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        found.addAll(authoritiesOf(file.toString()));
      }
    } catch (NoSuchFileException missing) {
      throw new IOException("lstat " + folder + ": " + reason(missing), missing);
    }
    if (found.isEmpty()) {
      throw new IOException("Error loading from CAPath: no CAs found");
    }
    return found;
  }

  private static List<X509Certificate> authoritiesOf(String file) throws IOException {
    String text;
    try {
      text = text(file);
    } catch (IOException unreadable) {
      throw new IOException(
          "Error loading from " + file + ": " + unreadable.getMessage(), unreadable);
    }
    try {
      return Pem.certificates(text);
    } catch (GeneralSecurityException | IllegalArgumentException damaged) {
      throw new IOException("failed to parse PEM " + file + ": " + damaged.getMessage(), damaged);
    }
  }
}
