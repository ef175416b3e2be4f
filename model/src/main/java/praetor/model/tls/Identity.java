package praetor.model.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * A certificate and its private key: what one side of a TLS connection shows.
 *
 * @param chain the own certificate first, then those of intermediate authorities
 */
public record Identity(List<X509Certificate> chain, PrivateKey key) {
  private static final char[] NO_PASSWORD = new char[0];

  public Identity {
    chain = List.copyOf(chain);
  }

  /**
   * Reads both from PEM text.
   *
   * <p>Source: texts of Consul 1.21.4 for each kind of wrong file.
   *
   * @throws GeneralSecurityException one sentence: what is wrong with which of the two
   */
  public static Identity parse(String certificates, String key) throws GeneralSecurityException {
    refuse(
        Pem.types(certificates).isEmpty(), "tls: failed to find any PEM data in certificate input");
    if (!Pem.types(certificates).contains("CERTIFICATE")) {
      refuse(
          Pem.types(certificates).getFirst().endsWith("PRIVATE KEY"),
          "tls: failed to find certificate PEM data in certificate input, but did find a private"
              + " key; PEM inputs may have been switched");
      refuse(
          true,
          "tls: failed to find \"CERTIFICATE\" PEM block in certificate input after skipping PEM"
              + " blocks of the following types: "
              + Pem.types(certificates));
    }
    refuse(Pem.types(key).isEmpty(), "tls: failed to find any PEM data in key input");
    if (Pem.types(key).stream().noneMatch(type -> type.endsWith("PRIVATE KEY"))) {
      refuse(
          Pem.types(key).contains("CERTIFICATE"),
          "tls: found a certificate rather than a key in the PEM for the private key");
      refuse(
          true,
          "tls: failed to find PEM block with type ending in \"PRIVATE KEY\" in key input after"
              + " skipping PEM blocks of the following types: "
              + Pem.types(key));
    }
    var identity = new Identity(chainOf(certificates), keyOf(key));
    identity.checkPair();
    return identity;
  }

  private static List<X509Certificate> chainOf(String text) throws GeneralSecurityException {
    try {
      return Pem.certificates(text);
    } catch (GeneralSecurityException | IllegalArgumentException damaged) {
      throw new GeneralSecurityException("x509: malformed certificate", damaged);
    }
  }

  private static PrivateKey keyOf(String text) throws GeneralSecurityException {
    try {
      return Pem.privateKey(text);
    } catch (GeneralSecurityException | IllegalArgumentException damaged) {
      throw new GeneralSecurityException("tls: failed to parse private key", damaged);
    }
  }

  private void checkPair() throws GeneralSecurityException {
    refuse(
        !verifies(chain.getFirst().getPublicKey()), "tls: private key does not match public key");
  }

  /** Whether a public key belongs to the private one: it verifies what that one signed. */
  private boolean verifies(PublicKey publicKey) throws GeneralSecurityException {
    var type = key.getAlgorithm();
    if (!publicKey.getAlgorithm().equals(type)) {
      return false;
    }
    var signature =
        Signature.getInstance(
            switch (type) {
              case "EC" -> "SHA256withECDSA";
              case "RSA" -> "SHA256withRSA";
              default -> type;
            });
    byte[] text = {1, 2, 3};
    signature.initSign(key);
    signature.update(text);
    var signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(text);
    try {
      return signature.verify(signed);
    } catch (SignatureException ofAnotherLength) {
      return false;
    }
  }

  private static void refuse(boolean broken, String text) throws GeneralSecurityException {
    if (broken) {
      throw new GeneralSecurityException(text);
    }
  }

  KeyManager[] keyManagers() throws GeneralSecurityException {
    var store = emptyStore();
    store.setKeyEntry("own", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  static KeyStore emptyStore() throws GeneralSecurityException {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, NO_PASSWORD);
      return store;
    } catch (IOException impossible) {
      throw new GeneralSecurityException("an empty key store reads nothing", impossible);
    }
  }
}
