package praetor.model;

import static praetor.model.codec.Codecs.ANY;
import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.nullableList;
import static praetor.model.codec.Codecs.nullableMap;
import static praetor.model.codec.Shape.Use.NOT_EMPTY;
import static praetor.model.codec.Shape.Use.PACK_ONLY;

import java.util.List;
import java.util.Map;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonValue;
import praetor.model.codec.Shape;

/** A service that a proxy reaches for its own service. */
public record Upstream(
    String destinationType,
    String destinationNamespace,
    String destinationPartition,
    String destinationPeer,
    String destinationName,
    String datacenter,
    String localBindAddress,
    int localBindPort,
    String localBindSocketPath,
    String localBindSocketMode,
    Map<String, JsonValue> config,
    MeshGatewayConfig meshGateway,
    List<String> ingressHosts,
    boolean centrallyConfigured) {
  public static final Shape<Upstream> SHAPE =
      Shape.<Upstream>of("structs.Upstream")
          .field("DestinationType", STRING, Upstream::destinationType)
          .field("DestinationNamespace", STRING, Upstream::destinationNamespace, NOT_EMPTY)
          .field("DestinationPartition", STRING, Upstream::destinationPartition, NOT_EMPTY)
          .field("DestinationPeer", STRING, Upstream::destinationPeer, NOT_EMPTY)
          .field("DestinationName", STRING, Upstream::destinationName)
          .field("Datacenter", STRING, Upstream::datacenter)
          .field("LocalBindAddress", STRING, Upstream::localBindAddress, NOT_EMPTY)
          .field("LocalBindPort", INT, Upstream::localBindPort, NOT_EMPTY)
          .field("LocalBindSocketPath", STRING, Upstream::localBindSocketPath, NOT_EMPTY)
          .field("LocalBindSocketMode", STRING, Upstream::localBindSocketMode, NOT_EMPTY)
          .field("Config", nullableMap(ANY), Upstream::config, NOT_EMPTY)
          .field("MeshGateway", MeshGatewayConfig.SHAPE, Upstream::meshGateway)
          .field("IngressHosts", nullableList(STRING), Upstream::ingressHosts, PACK_ONLY)
          .field("CentrallyConfigured", BOOL, Upstream::centrallyConfigured, PACK_ONLY)
          .alias("destination_type", "DestinationType")
          .alias("destination_partition", "DestinationPartition")
          .alias("destination_namespace", "DestinationNamespace")
          .alias("destination_peer", "DestinationPeer")
          .alias("destination_name", "DestinationName")
          .alias("local_bind_address", "LocalBindAddress")
          .alias("local_bind_port", "LocalBindPort")
          .alias("local_bind_socket_path", "LocalBindSocketPath")
          .alias("local_bind_socket_mode", "LocalBindSocketMode")
          .alias("mesh_gateway", "MeshGateway")
          .selfDecoding(JsonPath.Unknown.REFUSED)
          .unfiltered("IngressHosts", "CentrallyConfigured")
          .build(
              v ->
                  new Upstream(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
}
