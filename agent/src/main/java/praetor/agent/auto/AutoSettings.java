package praetor.agent.auto;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import praetor.agent.config.AgentConfig;
import praetor.agent.config.Settings;

/**
 * The blocks {@code auto_encrypt} and {@code auto_config} as far as they are about certificates.
 *
 * @param encrypts {@code auto_encrypt.tls}: a client asks for a certificate
 * @param allows {@code auto_encrypt.allow_tls}: a server gives them
 * @param configures {@code auto_config.enabled}: a client asks for its configuration
 * @param dnsNames besides those of this host, in the certificate
 * @param addresses besides those of this host, in the certificate
 */
public record AutoSettings(
    boolean encrypts,
    boolean allows,
    boolean configures,
    List<String> dnsNames,
    List<InetAddress> addresses) {

  public AutoSettings {
    dnsNames = List.copyOf(dnsNames);
    addresses = List.copyOf(addresses);
  }

  /**
   * Reads the blocks.
   *
   * @throws IOException one sentence
   */
  public static AutoSettings of(AgentConfig config) throws IOException {
    var settings = config.settings();
    boolean client = !config.role().server();
    boolean configures = client && is(settings, "auto_config.enabled");
    return new AutoSettings(
        client && is(settings, "auto_encrypt.tls"),
        is(settings, "auto_encrypt.allow_tls"),
        configures,
        texts(settings, configures ? "auto_config.dns_sans" : "auto_encrypt.dns_san"),
        addresses(settings, configures ? "auto_config.ip_sans" : "auto_encrypt.ip_san"));
  }

  private static boolean is(Settings settings, String key) {
    return settings.at(key).orElse(false).equals(true);
  }

  private static List<String> texts(Settings settings, String key) {
    return settings.list(key).stream().map(Object::toString).toList();
  }

  private static List<InetAddress> addresses(Settings settings, String key) throws IOException {
    var found = new ArrayList<InetAddress>();
    for (var text : texts(settings, key)) {
      try {
        found.add(InetAddress.ofLiteral(text));
      } catch (IllegalArgumentException e) {
        throw new IOException(key + ": invalid IP address: \"" + text + "\"", e);
      }
    }
    return found;
  }
}
