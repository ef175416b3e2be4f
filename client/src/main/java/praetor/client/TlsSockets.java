package praetor.client;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Puts TLS over connected sockets, with certificates from PEM files. */
final class TlsSockets {

  private static final char[] NO_PASSWORD = new char[0];

  private final SSLContext context;
  private final TlsOptions options;

  private TlsSockets(SSLContext context, TlsOptions options) {
    this.context = context;
    this.options = options;
  }

  static TlsSockets create(TlsOptions options) throws ClientException {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(keys(options), trust(options), new SecureRandom());
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

  private static KeyManager[] keys(TlsOptions options)
      throws GeneralSecurityException, IOException {
    if (options.clientCert().isEmpty() && options.clientKey().isEmpty()) {
      return new KeyManager[0];
    }
    if (options.clientCert().isEmpty() || options.clientKey().isEmpty()) {
      throw new ClientException("both client cert and client key must be provided");
    }
    var chain = Pem.certificates(open(options.clientCert().get()));
    var key = Pem.privateKey(open(options.clientKey().get()));
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, NO_PASSWORD);
    store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static TrustManager[] trust(TlsOptions options)
      throws GeneralSecurityException, IOException {
    var authorities = authorities(options);
    if (!options.verify()) {
      return new TrustManager[] {new TrustAll()};
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    if (authorities.isEmpty()) {
      factory.init((KeyStore) null);
      return factory.getTrustManagers();
    }
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, NO_PASSWORD);
    for (int i = 0; i < authorities.get().size(); i++) {
      store.setCertificateEntry("ca" + i, authorities.get().get(i));
    }
    factory.init(store);
    return factory.getTrustManagers();
  }

  /** Certificates of the CA file, else of the CA folder; empty means the JDK's own. */
  private static Optional<List<X509Certificate>> authorities(TlsOptions options)
      throws GeneralSecurityException, IOException {
    if (options.caFile().isPresent()) {
      try {
        return Optional.of(Pem.certificates(Files.readString(Path.of(options.caFile().get()))));
      } catch (IOException unreadable) {
        throw new ClientException(
            "Error loading CA File: " + Environment.openFailure(options.caFile().get(), unreadable),
            unreadable);
      }
    }
    return options.caPath().isPresent()
        ? Optional.of(authoritiesOf(options.caPath().get()))
        : Optional.empty();
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
