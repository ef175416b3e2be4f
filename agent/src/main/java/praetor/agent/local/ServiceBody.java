package praetor.agent.local;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.named;
import static praetor.model.codec.Codecs.nullableList;
import static praetor.model.codec.Codecs.nullableMap;
import static praetor.model.codec.Codecs.optional;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.agent.config.CheckDefinition;
import praetor.agent.config.ServiceDefinition;
import praetor.model.Bytes;
import praetor.model.ConnectProxyConfig;
import praetor.model.DecodeException;
import praetor.model.Locality;
import praetor.model.ServiceAddress;
import praetor.model.Weights;
import praetor.model.codec.Codec;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonWriter;
import praetor.model.codec.Shape;

/**
 * What somebody registers as a service: the body of PUT /v1/agent/service/register.
 *
 * <p>Source: public reference of the agent's service API; names and error texts of Consul 1.21.4.
 */
public record ServiceBody(
    String kind,
    String id,
    String name,
    List<String> tags,
    String address,
    Map<String, ServiceAddress> taggedAddresses,
    Map<String, String> meta,
    int port,
    String socketPath,
    Optional<CheckDefinition> check,
    List<CheckDefinition> checks,
    Optional<Weights> weights,
    String token,
    boolean enableTagOverride,
    Optional<ConnectProxyConfig> proxy,
    Optional<Connect> connect,
    Optional<Locality> locality) {
  private static final String GO_TYPE =
      "struct { EnableTagOverrideSnake bool \"json:\\\"enable_tag_override\\\"\";"
          + " TaggedAddressesSnake map[string]structs.ServiceAddress"
          + " \"json:\\\"tagged_addresses\\\"\"; *structs.Alias }";

  private static final SelfDecoding<ServiceBody> CODEC =
      new SelfDecoding<>(Shapes::service, GO_TYPE);

  /** How the service takes part in the mesh. */
  record Connect(boolean isNative, Optional<ServiceBody> sidecarService) {
    private static final String GO_TYPE =
        "struct { SidecarServiceSnake *structs.ServiceDefinition"
            + " \"json:\\\"sidecar_service\\\"\"; *structs.Alias }";

    private static final SelfDecoding<Connect> CODEC =
        new SelfDecoding<>(Shapes::connect, GO_TYPE, JsonPath.Unknown.IGNORED);
  }

  /**
   * Reads a body.
   *
   * @throws DecodeException with the text of Go's decoder
   */
  public static ServiceBody parse(byte[] body) throws DecodeException {
    return CODEC.parse(body);
  }

  /**
   * What a definition of a configuration file registers.
   *
   * @throws praetor.agent.RequestException when a block of it cannot be read
   */
  public static ServiceBody of(ServiceDefinition definition) {
    return FileDefinitions.body(definition);
  }

  /** As a request carries it. */
  public Bytes toJson() {
    var out = JsonWriter.compact();
    CODEC.writeJson(this, out);
    return Bytes.owned(out.toBytes());
  }

  /** The id: the name when none is given. */
  String effectiveId() {
    return id.isEmpty() ? name : id;
  }

  /** Its checks in order, the lone one first, without one that says nothing. */
  List<CheckDefinition> allChecks() {
    var all = new ArrayList<CheckDefinition>();
    check.filter(lone -> !lone.equals(CheckBody.NO_DEFINITION)).ifPresent(all::add);
    all.addAll(checks);
    return all;
  }

  /** Made at first use: the two hold each other. */
  private static final class Shapes {
    private static final Shape<Connect> CONNECT =
        Shape.<Connect>of(SelfDecoding.NAMELESS)
            .field("Native", BOOL, Connect::isNative)
            .field("SidecarService", optional(ServiceBody.CODEC), Connect::sidecarService)
            .alias("sidecar_service", "SidecarService")
            .build(v -> new Connect(v.next(), v.next()));

    private static final Shape<ServiceBody> SERVICE =
        Shape.<ServiceBody>of(SelfDecoding.NAMELESS)
            .field("Kind", STRING, ServiceBody::kind)
            .field("ID", STRING, ServiceBody::id)
            .field("Name", STRING, ServiceBody::name)
            .field("Tags", nullableList(STRING), ServiceBody::tags)
            .field("Address", STRING, ServiceBody::address)
            .field(
                "TaggedAddresses", nullableMap(ServiceAddress.SHAPE), ServiceBody::taggedAddresses)
            .alias("tagged_addresses", "TaggedAddresses")
            .field("Meta", nullableMap(STRING), ServiceBody::meta)
            .field("Port", INT, ServiceBody::port)
            .field("SocketPath", STRING, ServiceBody::socketPath)
            .field("Check", optional(CheckBody.OF_SERVICE), ServiceBody::check)
            .field(
                "Checks",
                named("structs.CheckTypes", nullableList(CheckBody.OF_SERVICE)),
                ServiceBody::checks)
            .field("Weights", optional(Weights.SHAPE), ServiceBody::weights)
            .field("Token", STRING, ServiceBody::token)
            .field("EnableTagOverride", BOOL, ServiceBody::enableTagOverride)
            .alias("enable_tag_override", "EnableTagOverride")
            .field("Proxy", optional(ConnectProxyConfig.SHAPE), ServiceBody::proxy)
            .field("Connect", optional((Codec<Connect>) Connect.CODEC), ServiceBody::connect)
            .field("Locality", optional(Locality.SHAPE), ServiceBody::locality)
            .build(
                v ->
                    new ServiceBody(
                        v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                        v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                        v.next(), v.next(), v.next()));

    static Shape<ServiceBody> service() {
      return SERVICE;
    }

    static Shape<Connect> connect() {
      return CONNECT;
    }
  }
}
