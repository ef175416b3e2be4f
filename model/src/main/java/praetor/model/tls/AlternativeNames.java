package praetor.model.tls;

import java.net.InetAddress;
import java.util.List;

/** What a certificate stands for. Source: RFC 5280 section 4.2.1.6. */
public record AlternativeNames(
    List<String> dnsNames, List<InetAddress> addresses, List<String> uris) {

  public AlternativeNames {
    dnsNames = List.copyOf(dnsNames);
    addresses = List.copyOf(addresses);
    uris = List.copyOf(uris);
  }

  /** One URI and nothing else. */
  public static AlternativeNames uri(String uri) {
    return new AlternativeNames(List.of(), List.of(), List.of(uri));
  }

  /** The same with this URI alone. */
  public AlternativeNames withUri(String uri) {
    return new AlternativeNames(dnsNames, addresses, List.of(uri));
  }
}
