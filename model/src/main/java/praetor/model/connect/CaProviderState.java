package praetor.model.connect;

import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/**
 * The built-in authority's secret.
 *
 * @param privateKey PEM of the key that signs
 * @param rootCert PEM of the certificate of that key
 * @param intermediateCert PEM of the one that signs in its place, in a secondary datacenter
 */
public record CaProviderState(
    String id,
    String privateKey,
    String rootCert,
    String intermediateCert,
    long createIndex,
    long modifyIndex) {
  public static final Shape<CaProviderState> SHAPE =
      Shape.<CaProviderState>of("structs.CAConsulProviderState")
          .field("ID", STRING, CaProviderState::id)
          .field("PrivateKey", STRING, CaProviderState::privateKey)
          .field("RootCert", STRING, CaProviderState::rootCert)
          .field("IntermediateCert", STRING, CaProviderState::intermediateCert)
          .uint64("CreateIndex", CaProviderState::createIndex)
          .uint64("ModifyIndex", CaProviderState::modifyIndex)
          .build(
              v -> new CaProviderState(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

  public CaProviderState withIndexes(long newCreateIndex, long newModifyIndex) {
    return new CaProviderState(
        id, privateKey, rootCert, intermediateCert, newCreateIndex, newModifyIndex);
  }
}
