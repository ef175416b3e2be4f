package praetor.agent.rpc.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of one authority: one of server.dc1.consul, one of client.dc1.consul. */
final class TestTls {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private TestTls() {}

  static RpcTls server() {
    return mutual("server", true);
  }

  static RpcTls agent() {
    return mutual("agent", true);
  }

  /** Trusts the authority and has no certificate to show. */
  static RpcTls anonymous() {
    var context = context("agent", false);
    return new RpcTls(
        Optional.empty(), Optional.of(context), List.of(), List.of(), false, true, true, "consul.");
  }

  static RpcTls mutual(String name, boolean verifyIncoming) {
    var context = Optional.of(context(name, true));
    return new RpcTls(
        context, context, List.of("TLSv1.3"), List.of(), verifyIncoming, true, true, "consul.");
  }

  static SSLContext context(String name, boolean identity) {
    try (var in = TestTls.class.getResourceAsStream(name + ".p12")) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD);
      var keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, PASSWORD);
      var authorities = KeyStore.getInstance("PKCS12");
      authorities.load(null, null);
      authorities.setCertificateEntry("ca", store.getCertificateChain(name)[1]);
      var trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(authorities);
      var context = SSLContext.getInstance("TLS");
      context.init(identity ? keys.getKeyManagers() : null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes ca.pem, cert.pem and key.pem. */
  static void writePem(String name, Path folder) throws IOException, GeneralSecurityException {
    try (var in = TestTls.class.getResourceAsStream(name + ".p12")) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD);
      var chain = store.getCertificateChain(name);
      Files.writeString(folder.resolve("cert.pem"), pem("CERTIFICATE", chain[0].getEncoded()));
      Files.writeString(folder.resolve("ca.pem"), pem("CERTIFICATE", chain[1].getEncoded()));
      var key = store.getKey(name, PASSWORD).getEncoded();
      Files.writeString(folder.resolve("key.pem"), pem("PRIVATE KEY", key));
    }
  }

  private static String pem(String type, byte[] bytes) {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
  }
}
