package praetor.client;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import praetor.model.tls.Identity;
import praetor.model.tls.Pem;
import praetor.model.tls.TlsMaterial;

/** Puts TLS over connected sockets, with certificates from PEM files. */
final class TlsSockets {

  private final SSLContext context;
  private final TlsOptions options;

  private TlsSockets(SSLContext context, TlsOptions options) {
    this.context = context;
    this.options = options;
  }

  static TlsSockets create(TlsOptions options) throws ClientException {
    try {
      var material = material(options);
      var context = options.verify() ? material.verifying() : material.trusting();
      return new TlsSockets(context, options);
    } catch (GeneralSecurityException | IOException unusable) {
      if (unusable instanceof ClientException told) {
        throw told;
      }
      throw new ClientException(String.valueOf(unusable.getMessage()), unusable);
    }
  }

  SSLSocket over(Socket socket, String host, int port) throws IOException {
    var name = options.serverName().orElse(host);
    var secured = (SSLSocket) context.getSocketFactory().createSocket(socket, name, port, true);
    var parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm(options.verify() ? "HTTPS" : null);
    if (options.serverName().isPresent()) {
      parameters.setServerNames(List.of(new SNIHostName(name)));
    }
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private static TlsMaterial material(TlsOptions options)
      throws GeneralSecurityException, IOException {
    return new TlsMaterial(identity(options), authorities(options));
  }

  private static Optional<Identity> identity(TlsOptions options)
      throws GeneralSecurityException, IOException {
    if (options.clientCert().isEmpty() && options.clientKey().isEmpty()) {
      return Optional.empty();
    }
    if (options.clientCert().isEmpty() || options.clientKey().isEmpty()) {
      throw new ClientException("both client cert and client key must be provided");
    }
    return Optional.of(
        Identity.parse(open(options.clientCert().get()), open(options.clientKey().get())));
  }

  /** Certificates of the CA file, else of the CA folder; none means the JDK's own. */
  private static List<X509Certificate> authorities(TlsOptions options)
      throws GeneralSecurityException, IOException {
    if (options.caFile().isPresent()) {
      try {
        return Pem.certificates(Files.readString(Path.of(options.caFile().get())));
      } catch (IOException unreadable) {
        throw new ClientException(
            "Error loading CA File: " + Environment.openFailure(options.caFile().get(), unreadable),
            unreadable);
      }
    }
    return options.caPath().isPresent() ? authoritiesOf(options.caPath().get()) : List.of();
  }

  private static List<X509Certificate> authoritiesOf(String folder)
      throws GeneralSecurityException, IOException {
    var certificates = new ArrayList<X509Certificate>();
    try (var files = Files.walk(Path.of(folder))) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        certificates.addAll(Pem.certificates(Files.readString(file)));
      }
    } catch (IOException unreadable) {
      throw new ClientException(
          "lstat " + folder + ": " + Environment.reason(unreadable), unreadable);
    }
    return certificates;
  }

  private static String open(String file) throws ClientException {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException unreadable) {
      throw new ClientException(Environment.openFailure(file, unreadable), unreadable);
    }
  }
}
