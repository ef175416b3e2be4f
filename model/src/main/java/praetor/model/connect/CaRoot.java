package praetor.model.connect;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.nullableList;
import static praetor.model.codec.TimeCodec.TIME;

import java.time.Instant;
import java.util.List;
import praetor.model.codec.Shape;
import praetor.model.codec.Shape.Use;

/**
 * An authority whose certificates are trusted: /v1/connect/ca/roots.
 *
 * @param id the SHA-1 digest of its certificate, bytes in hexadecimal between colons
 * @param serialNumber unsigned
 * @param signingKeyId the id of its key, in the same form
 * @param externalTrustDomain the id of the cluster
 * @param rootCert PEM
 * @param signingCert PEM of an intermediate authority, of other providers alone
 * @param active whether it signs what is signed now
 * @param rotatedOutAt the zero time while it is active
 */
public record CaRoot(
    String id,
    String name,
    long serialNumber,
    String signingKeyId,
    String externalTrustDomain,
    Instant notBefore,
    Instant notAfter,
    String rootCert,
    List<String> intermediateCerts,
    String signingCert,
    String signingKey,
    boolean active,
    Instant rotatedOutAt,
    String privateKeyType,
    int privateKeyBits,
    long createIndex,
    long modifyIndex) {
  public static final Shape<CaRoot> SHAPE =
      Shape.<CaRoot>of("structs.CARoot")
          .field("ID", STRING, CaRoot::id)
          .field("Name", STRING, CaRoot::name)
          .uint64("SerialNumber", CaRoot::serialNumber)
          .field("SigningKeyID", STRING, CaRoot::signingKeyId)
          .field("ExternalTrustDomain", STRING, CaRoot::externalTrustDomain)
          .field("NotBefore", TIME, CaRoot::notBefore)
          .field("NotAfter", TIME, CaRoot::notAfter)
          .field("RootCert", STRING, CaRoot::rootCert)
          .field("IntermediateCerts", nullableList(STRING), CaRoot::intermediateCerts)
          .field("SigningCert", STRING, CaRoot::signingCert, Use.PACK_ONLY)
          .field("SigningKey", STRING, CaRoot::signingKey, Use.PACK_ONLY)
          .field("Active", BOOL, CaRoot::active)
          .field("RotatedOutAt", TIME, CaRoot::rotatedOutAt, Use.PACK_ONLY)
          .field("PrivateKeyType", STRING, CaRoot::privateKeyType)
          .field("PrivateKeyBits", INT, CaRoot::privateKeyBits)
          .uint64("CreateIndex", CaRoot::createIndex)
          .uint64("ModifyIndex", CaRoot::modifyIndex)
          .build(
              v ->
                  new CaRoot(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next()));

  public CaRoot {
    intermediateCerts = List.copyOf(intermediateCerts);
  }

  /** The same as written by a command. */
  public CaRoot withIndexes(long newCreateIndex, long newModifyIndex) {
    return new CaRoot(
        id,
        name,
        serialNumber,
        signingKeyId,
        externalTrustDomain,
        notBefore,
        notAfter,
        rootCert,
        intermediateCerts,
        signingCert,
        signingKey,
        active,
        rotatedOutAt,
        privateKeyType,
        privateKeyBits,
        newCreateIndex,
        newModifyIndex);
  }
}
