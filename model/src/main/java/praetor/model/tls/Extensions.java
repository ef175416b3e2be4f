package praetor.model.tls;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The extensions of a certificate, in the order added. Source: RFC 5280 section 4.2. */
public final class Extensions {

  /** Digital signature, certificate sign, CRL sign. */
  private static final byte[] AUTHORITY_USES = Der.bits(1, new byte[] {(byte) 0x86});

  /** Digital signature, key encipherment. */
  private static final byte[] LEAF_USES = Der.bits(5, new byte[] {(byte) 0xa0});

  /** Digital signature, key encipherment, data encipherment, key agreement. */
  private static final byte[] MESH_USES = Der.bits(3, new byte[] {(byte) 0xb8});

  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

  private static final int NAME_DNS = 2;
  private static final int NAME_URI = 6;
  private static final int NAME_IP = 7;

  /** What a certificate is good for, as its extended key usage says. */
  public enum Purpose {
    SERVER(SERVER_AUTH),
    CLIENT(CLIENT_AUTH);

    private final String objectId;

    Purpose(String objectId) {
      this.objectId = objectId;
    }
  }

  private final List<byte[]> extensions = new ArrayList<>();

  /** Key usage and constraints of an authority. */
  public Extensions authority() {
    critical("2.5.29.15", AUTHORITY_USES);
    return critical("2.5.29.19", Der.sequence(Der.yes()));
  }

  /** Key usage and constraints of what is no authority. */
  public Extensions leaf(List<Purpose> purposes) {
    return end(LEAF_USES, purposes);
  }

  /** Those of one end of a connection in the mesh. */
  public Extensions meshLeaf() {
    return end(MESH_USES, List.of(Purpose.CLIENT, Purpose.SERVER));
  }

  private Extensions end(byte[] uses, List<Purpose> purposes) {
    critical("2.5.29.15", uses);
    if (!purposes.isEmpty()) {
      plain(
          "2.5.29.37", Der.sequence(purposes.stream().map(p -> Der.objectId(p.objectId)).toList()));
    }
    return critical("2.5.29.19", Der.sequence());
  }

  /** Ids of the certificate's own key and of the key that signs it. */
  public Extensions keys(byte[] own, byte[] signer) {
    plain("2.5.29.14", Der.octets(own));
    return signer.length == 0 ? this : plain("2.5.29.35", Der.sequence(Der.implicit(0, signer)));
  }

  /** Names and addresses it stands for. */
  public Extensions names(List<String> dnsNames, List<InetAddress> addresses) {
    return plain("2.5.29.17", list(new AlternativeNames(dnsNames, addresses, List.of())));
  }

  public Extensions uri(String uri) {
    return plain("2.5.29.17", list(AlternativeNames.uri(uri)));
  }

  /** The only names it has: its subject is empty. */
  public Extensions criticalNames(AlternativeNames names) {
    return critical("2.5.29.17", list(names));
  }

  private static byte[] list(AlternativeNames all) {
    var names = new ArrayList<byte[]>();
    all.dnsNames().forEach(name -> names.add(Der.implicit(NAME_DNS, ascii(name))));
    all.addresses().forEach(address -> names.add(Der.implicit(NAME_IP, address.getAddress())));
    all.uris().forEach(uri -> names.add(Der.implicit(NAME_URI, ascii(uri))));
    return Der.sequence(names);
  }

  /** The only DNS names that an authority may sign for. */
  public Extensions permitted(List<String> dnsNames) {
    var trees = new ArrayList<byte[]>();
    dnsNames.forEach(name -> trees.add(Der.sequence(Der.implicit(NAME_DNS, ascii(name)))));
    return critical("2.5.29.30", Der.sequence(Der.explicit(0, trees.toArray(byte[][]::new))));
  }

  public byte[] encoded() {
    return Der.sequence(extensions);
  }

  private Extensions critical(String objectId, byte[] value) {
    extensions.add(Der.sequence(Der.objectId(objectId), Der.yes(), Der.octets(value)));
    return this;
  }

  private Extensions plain(String objectId, byte[] value) {
    extensions.add(Der.sequence(Der.objectId(objectId), Der.octets(value)));
    return this;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
