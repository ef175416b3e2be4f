package praetor.model.connect;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.TimeCodec.TIME;

import java.time.Instant;
import praetor.model.codec.Shape;
import praetor.model.codec.Shape.Use;

/**
 * A certificate that the authority signed: /v1/agent/connect/ca/leaf.
 *
 * @param serialNumber its bytes in hexadecimal between colons
 * @param certPem the certificate, then those of intermediate authorities
 * @param privateKeyPem empty from the authority: the asker has it
 * @param service the name of the service it stands for, or empty
 * @param agent the name of the node it stands for, or empty
 * @param kind the kind of gateway it stands for, or empty
 */
public record IssuedCert(
    String serialNumber,
    String certPem,
    String privateKeyPem,
    String service,
    String serviceUri,
    String agent,
    String agentUri,
    String kind,
    String kindUri,
    String serverUri,
    Instant validAfter,
    Instant validBefore,
    long createIndex,
    long modifyIndex) {
  public static final Shape<IssuedCert> SHAPE =
      Shape.<IssuedCert>of("structs.IssuedCert")
          .field("SerialNumber", STRING, IssuedCert::serialNumber)
          .field("CertPEM", STRING, IssuedCert::certPem)
          .field("PrivateKeyPEM", STRING, IssuedCert::privateKeyPem)
          .field("Service", STRING, IssuedCert::service, Use.NOT_EMPTY)
          .field("ServiceURI", STRING, IssuedCert::serviceUri, Use.NOT_EMPTY)
          .field("Agent", STRING, IssuedCert::agent, Use.NOT_EMPTY)
          .field("AgentURI", STRING, IssuedCert::agentUri, Use.NOT_EMPTY)
          .field("Kind", STRING, IssuedCert::kind, Use.NOT_EMPTY)
          .field("KindURI", STRING, IssuedCert::kindUri, Use.NOT_EMPTY)
          .field("ServerURI", STRING, IssuedCert::serverUri, Use.NOT_EMPTY)
          .field("ValidAfter", TIME, IssuedCert::validAfter)
          .field("ValidBefore", TIME, IssuedCert::validBefore)
          .uint64("CreateIndex", IssuedCert::createIndex)
          .uint64("ModifyIndex", IssuedCert::modifyIndex)
          .build(
              v ->
                  new IssuedCert(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

  /** The same with the key that it was asked for. */
  public IssuedCert withPrivateKey(String pem) {
    return new IssuedCert(
        serialNumber,
        certPem,
        pem,
        service,
        serviceUri,
        agent,
        agentUri,
        kind,
        kindUri,
        serverUri,
        validAfter,
        validBefore,
        createIndex,
        modifyIndex);
  }
}
