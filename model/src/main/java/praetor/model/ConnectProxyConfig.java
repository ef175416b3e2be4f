package praetor.model;

import static praetor.model.codec.Codecs.ANY;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.named;
import static praetor.model.codec.Codecs.nullableList;
import static praetor.model.codec.Codecs.nullableMap;
import static praetor.model.codec.Shape.Use.NOT_EMPTY;
import static praetor.model.codec.Shape.Use.PACK_ONLY;

import java.util.List;
import java.util.Map;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonValue;
import praetor.model.codec.Shape;

/** What a proxy does for its service. Praetor keeps it for others; it runs no mesh. */
public record ConnectProxyConfig(
    TransparentProxyConfig transparentProxy,
    AccessLogsConfig accessLogs,
    List<EnvoyExtension> envoyExtensions,
    String destinationServiceName,
    String destinationServiceId,
    String localServiceAddress,
    int localServicePort,
    String localServiceSocketPath,
    String mode,
    String mutualTlsMode,
    Map<String, JsonValue> config,
    List<Upstream> upstreams,
    MeshGatewayConfig meshGateway,
    ExposeConfig expose) {
  public static final Shape<ConnectProxyConfig> SHAPE =
      Shape.<ConnectProxyConfig>of("structs.ConnectProxyConfig")
          .field(
              "TransparentProxy",
              TransparentProxyConfig.SHAPE,
              ConnectProxyConfig::transparentProxy,
              NOT_EMPTY)
          .field("AccessLogs", AccessLogsConfig.SHAPE, ConnectProxyConfig::accessLogs, NOT_EMPTY)
          .field(
              "EnvoyExtensions",
              nullableList(EnvoyExtension.SHAPE),
              ConnectProxyConfig::envoyExtensions,
              NOT_EMPTY)
          .field(
              "DestinationServiceName",
              STRING,
              ConnectProxyConfig::destinationServiceName,
              NOT_EMPTY)
          .field(
              "DestinationServiceID", STRING, ConnectProxyConfig::destinationServiceId, NOT_EMPTY)
          .field("LocalServiceAddress", STRING, ConnectProxyConfig::localServiceAddress, NOT_EMPTY)
          .field("LocalServicePort", INT, ConnectProxyConfig::localServicePort, NOT_EMPTY)
          .field(
              "LocalServiceSocketPath",
              STRING,
              ConnectProxyConfig::localServiceSocketPath,
              NOT_EMPTY)
          .field("Mode", named("structs.ProxyMode", STRING), ConnectProxyConfig::mode)
          .field("MutualTLSMode", STRING, ConnectProxyConfig::mutualTlsMode, PACK_ONLY)
          .field("Config", nullableMap(ANY), ConnectProxyConfig::config, NOT_EMPTY)
          .field(
              "Upstreams",
              named("structs.Upstreams", nullableList(Upstream.SHAPE)),
              ConnectProxyConfig::upstreams,
              NOT_EMPTY)
          .field("MeshGateway", MeshGatewayConfig.SHAPE, ConnectProxyConfig::meshGateway)
          .field("Expose", ExposeConfig.SHAPE, ConnectProxyConfig::expose)
          .alias("destination_service_name", "DestinationServiceName")
          .alias("destination_service_id", "DestinationServiceID")
          .alias("local_service_address", "LocalServiceAddress")
          .alias("local_service_port", "LocalServicePort")
          .alias("local_service_socket_path", "LocalServiceSocketPath")
          .alias("mesh_gateway", "MeshGateway")
          .alias("transparent_proxy", "TransparentProxy")
          .alias("access_logs", "AccessLogs")
          .selfDecoding(JsonPath.Unknown.REFUSED)
          .unfiltered("MutualTLSMode")
          .build(
              v ->
                  new ConnectProxyConfig(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
}
