package praetor.model.tls;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * What one side of a TLS connection shows and whom it trusts.
 *
 * @param identity own certificate; a server without one fails every handshake
 * @param authorities those whose certificates are taken; none means the JDK's own
 */
public record TlsMaterial(Optional<Identity> identity, List<X509Certificate> authorities) {
  public static final TlsMaterial NONE = new TlsMaterial(Optional.empty(), List.of());

  public TlsMaterial {
    authorities = List.copyOf(authorities);
  }

  /** A context that checks the other side's certificates. */
  public SSLContext verifying() throws GeneralSecurityException {
    return context(trust());
  }

  /** A context that takes any certificate of the other side. */
  public SSLContext trusting() throws GeneralSecurityException {
    return context(new TrustManager[] {new TrustAll()});
  }

  private SSLContext context(TrustManager[] trust) throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    var keys = identity.isPresent() ? identity.get().keyManagers() : new KeyManager[0];
    context.init(keys, trust, new SecureRandom());
    return context;
  }

  private TrustManager[] trust() throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    if (authorities.isEmpty()) {
      factory.init((KeyStore) null);
      return factory.getTrustManagers();
    }
    var store = Identity.emptyStore();
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry("authority" + i, authorities.get(i));
    }
    factory.init(store);
    return factory.getTrustManagers();
  }
}
