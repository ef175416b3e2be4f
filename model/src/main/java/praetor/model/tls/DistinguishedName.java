package praetor.model.tls;

import praetor.model.Bytes;

/** Subjects as Consul writes them. Source: certificates of Consul 1.21.4. */
public final class DistinguishedName {

  private static final String COMMON_NAME = "2.5.4.3";

  private DistinguishedName() {}

  /** Of an authority: users' scripts look for these very words. */
  public static Bytes ofAuthority(String commonName) {
    return Bytes.owned(
        Der.sequence(
            part("2.5.4.6", "US"),
            part("2.5.4.8", "CA"),
            part("2.5.4.7", "San Francisco"),
            part("2.5.4.9", "101 Second Street"),
            part("2.5.4.17", "94105"),
            part("2.5.4.10", "HashiCorp Inc."),
            part(COMMON_NAME, commonName)));
  }

  /** Of what has other names. */
  public static final Bytes EMPTY = Bytes.owned(Der.sequence());

  public static Bytes of(String commonName) {
    return Bytes.owned(Der.sequence(part(COMMON_NAME, commonName)));
  }

  private static byte[] part(String objectId, String text) {
    return Der.set(Der.sequence(Der.objectId(objectId), Der.text(text)));
  }
}
