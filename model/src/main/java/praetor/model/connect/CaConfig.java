package praetor.model.connect;

import static praetor.model.codec.Codecs.ANY;
import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.map;
import static praetor.model.codec.Codecs.nullableMap;

import java.util.Map;
import praetor.model.codec.JsonValue;
import praetor.model.codec.Shape;
import praetor.model.codec.Shape.Use;

/**
 * Who signs certificates, and how: /v1/connect/ca/configuration.
 *
 * @param clusterId a UUID, drawn once; the trust domain is made of it
 * @param provider {@code consul} for the built-in authority
 * @param config settings of the provider
 * @param state what a provider keeps
 */
public record CaConfig(
    String clusterId,
    String provider,
    Map<String, JsonValue> config,
    Map<String, String> state,
    boolean forceWithoutCrossSigning,
    long createIndex,
    long modifyIndex) {
  public static final Shape<CaConfig> SHAPE =
      Shape.<CaConfig>of("structs.CAConfiguration")
          .field("ClusterID", STRING, CaConfig::clusterId, Use.PACK_ONLY)
          .field("Provider", STRING, CaConfig::provider)
          .field("Config", map(ANY), CaConfig::config)
          .field("State", nullableMap(STRING), CaConfig::state)
          .field("ForceWithoutCrossSigning", BOOL, CaConfig::forceWithoutCrossSigning)
          .uint64("CreateIndex", CaConfig::createIndex)
          .uint64("ModifyIndex", CaConfig::modifyIndex)
          .build(
              v ->
                  new CaConfig(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

  /** The built-in provider. */
  public static final String BUILT_IN = "consul";

  /** In which all names of the cluster are. */
  public String trustDomain() {
    return clusterId + ".consul";
  }

  public CaConfig withIndexes(long newCreateIndex, long newModifyIndex) {
    return new CaConfig(
        clusterId,
        provider,
        config,
        state,
        forceWithoutCrossSigning,
        newCreateIndex,
        newModifyIndex);
  }
}
