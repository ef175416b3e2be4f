package praetor.http.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.agent.local.LocalCheck;
import praetor.agent.local.LocalService;
import praetor.model.AccessLogsConfig;
import praetor.model.CheckDefinition;
import praetor.model.ConnectProxyConfig;
import praetor.model.EnvoyExtension;
import praetor.model.ExposeConfig;
import praetor.model.GoDuration;
import praetor.model.HealthCheck;
import praetor.model.Locality;
import praetor.model.MeshGatewayConfig;
import praetor.model.NodeService;
import praetor.model.ServiceAddress;
import praetor.model.TransparentProxyConfig;
import praetor.model.Upstream;
import praetor.model.Weights;
import praetor.model.codec.Codec;
import praetor.model.codec.Codecs;
import praetor.model.codec.JsonWriter;

/**
 * The JSON forms that only the agent's endpoints have. Source: order and presence of the fields in
 * answers of Consul 1.21.4.
 */
final class AgentJson {
  private static final Codec<List<String>> TAGS = Codecs.list(Codecs.STRING);
  private static final Codec<Map<String, String>> META = Codecs.map(Codecs.STRING);
  private static final Codec<Map<String, ServiceAddress>> ADDRESSES =
      Codecs.map(ServiceAddress.SHAPE);

  private AgentJson() {}

  /** The services of a list, by their ids. */
  static void services(List<LocalService> services, String datacenter, JsonWriter out) {
    out.beginObject();
    for (var service : services) {
      out.name(service.id());
      service(service, datacenter, false, out);
    }
    out.endObject();
  }

  static void service(LocalService local, String datacenter, boolean withHash, JsonWriter out) {
    var service = local.service();
    out.beginObject();
    text("Kind", service.kind(), out);
    out.name("ID").value(service.id());
    out.name("Service").value(service.service());
    out.name("Tags");
    TAGS.writeJson(service.tags(), out);
    out.name("Meta");
    META.writeJson(service.meta(), out);
    out.name("Port").value(service.port());
    out.name("Address").value(service.address());
    text("SocketPath", service.socketPath(), out);
    if (!service.taggedAddresses().isEmpty()) {
      out.name("TaggedAddresses");
      ADDRESSES.writeJson(service.taggedAddresses(), out);
    }
    out.name("Weights");
    Weights.SHAPE.writeJson(service.weights().orElse(Weights.DEFAULT), out);
    out.name("EnableTagOverride").value(service.enableTagOverride());
    if (withHash) {
      out.name("ContentHash").value(local.contentHash());
    }
    mesh(service, out);
    out.name("Datacenter").value(datacenter);
    service.locality().ifPresent(locality -> locality(locality, out));
    out.endObject();
  }

  private static void mesh(NodeService service, JsonWriter out) {
    if (service.isOfMesh()) {
      out.name("Proxy");
      proxy(service.proxy(), out);
    }
    if (service.connect().isNative()) {
      out.name("Connect").beginObject().name("Native").value(true).endObject();
    }
  }

  private static void locality(Locality locality, JsonWriter out) {
    out.name("Locality").beginObject();
    out.name("Region").value(locality.region());
    out.name("Zone").value(locality.zone());
    out.endObject();
  }

  private static void proxy(ConnectProxyConfig proxy, JsonWriter out) {
    out.beginObject();
    member("EnvoyExtensions", Codecs.list(EnvoyExtension.SHAPE), proxy.envoyExtensions(), out);
    text("DestinationServiceName", proxy.destinationServiceName(), out);
    text("DestinationServiceID", proxy.destinationServiceId(), out);
    text("LocalServiceAddress", proxy.localServiceAddress(), out);
    member("LocalServicePort", Codecs.INT, proxy.localServicePort(), out);
    text("LocalServiceSocketPath", proxy.localServiceSocketPath(), out);
    text("Mode", proxy.mode(), out);
    member("TransparentProxy", TransparentProxyConfig.SHAPE, proxy.transparentProxy(), out);
    member("Config", Codecs.map(Codecs.ANY), proxy.config(), out);
    upstreams(proxy.upstreams(), out);
    out.name("MeshGateway");
    MeshGatewayConfig.SHAPE.writeJson(proxy.meshGateway(), out);
    out.name("Expose");
    expose(proxy.expose(), out);
    member("AccessLogs", AccessLogsConfig.SHAPE, proxy.accessLogs(), out);
    out.endObject();
  }

  private static void upstreams(List<Upstream> upstreams, JsonWriter out) {
    if (upstreams.isEmpty()) {
      return;
    }
    out.name("Upstreams").beginArray();
    for (var upstream : upstreams) {
      out.beginObject();
      text("DestinationType", upstream.destinationType(), out);
      text("DestinationPartition", upstream.destinationPartition(), out);
      text("DestinationNamespace", upstream.destinationNamespace(), out);
      text("DestinationPeer", upstream.destinationPeer(), out);
      text("DestinationName", upstream.destinationName(), out);
      text("Datacenter", upstream.datacenter(), out);
      text("LocalBindAddress", upstream.localBindAddress(), out);
      member("LocalBindPort", Codecs.INT, upstream.localBindPort(), out);
      text("LocalBindSocketPath", upstream.localBindSocketPath(), out);
      text("LocalBindSocketMode", upstream.localBindSocketMode(), out);
      member("Config", Codecs.map(Codecs.ANY), upstream.config(), out);
      out.name("MeshGateway");
      MeshGatewayConfig.SHAPE.writeJson(upstream.meshGateway(), out);
      out.endObject();
    }
    out.endArray();
  }

  private static void expose(ExposeConfig expose, JsonWriter out) {
    out.beginObject();
    member("Checks", Codecs.BOOL, expose.checks(), out);
    if (!expose.paths().isEmpty()) {
      out.name("Paths").beginArray();
      for (var path : expose.paths()) {
        out.beginObject();
        member("ListenerPort", Codecs.INT, path.listenerPort(), out);
        text("Path", path.path(), out);
        member("LocalPathPort", Codecs.INT, path.localPathPort(), out);
        text("Protocol", path.protocol(), out);
        out.name("ParsedFromCheck").value(path.parsedFromCheck());
        out.endObject();
      }
      out.endArray();
    }
    out.endObject();
  }

  private static void text(String name, String text, JsonWriter out) {
    member(name, Codecs.STRING, text, out);
  }

  private static <V> void member(String name, Codec<V> codec, V value, JsonWriter out) {
    if (!codec.isEmpty(value)) {
      out.name(name);
      codec.writeJson(value, out);
    }
  }

  /** The checks of a list, by their ids. */
  static void checks(List<HealthCheck> checks, JsonWriter out) {
    out.beginObject();
    for (var check : checks) {
      out.name(check.checkId());
      HealthCheck.SHAPE.writeJson(check, out);
    }
    out.endObject();
  }

  /** The health of one service: its status, the service, and its checks with those of the node. */
  static void health(
      String status,
      Optional<LocalService> service,
      List<LocalCheck> checks,
      String datacenter,
      JsonWriter out) {
    out.beginObject();
    out.name("AggregatedStatus").value(status);
    out.name("Service");
    if (service.isPresent()) {
      service(service.get(), datacenter, false, out);
      out.name("Checks").beginArray();
      checks.forEach(check -> healthCheck(check.health(), out));
      out.endArray();
    } else {
      out.nullValue().name("Checks").nullValue();
    }
    out.endObject();
  }

  /** Here a check shows its definition's fields one by one, and neither type nor interval. */
  private static void healthCheck(HealthCheck check, JsonWriter out) {
    out.beginObject();
    out.name("Node").value(check.node());
    out.name("CheckID").value(check.checkId());
    out.name("Name").value(check.name());
    out.name("Status").value(check.status());
    out.name("Notes").value(check.notes());
    out.name("Output").value(check.output());
    out.name("ServiceID").value(check.serviceId());
    out.name("ServiceName").value(check.serviceName());
    out.name("ServiceTags");
    Codecs.nullableList(Codecs.STRING).writeJson(check.serviceTags(), out);
    out.name("Type").value("");
    out.name("ExposedPort").value(check.exposedPort());
    out.name("Definition");
    definition(check.definition(), out);
    out.name("CreateIndex").value(0);
    out.name("ModifyIndex").value(0);
    out.endObject();
  }

  private static void definition(CheckDefinition definition, JsonWriter out) {
    out.beginObject();
    out.name("Interval").value(GoDuration.format(definition.interval()));
    out.name("Timeout").value(GoDuration.format(definition.timeout()));
    out.name("DeregisterCriticalServiceAfter")
        .value(GoDuration.format(definition.deregisterCriticalServiceAfter()));
    out.name("HTTP").value(definition.http());
    out.name("Header");
    Codecs.nullableMap(Codecs.nullableList(Codecs.STRING)).writeJson(definition.header(), out);
    out.name("Method").value(definition.method());
    out.name("Body").value(definition.body());
    out.name("TLSServerName").value(definition.tlsServerName());
    out.name("TLSSkipVerify").value(definition.tlsSkipVerify());
    out.name("TCP").value(definition.tcp());
    out.name("TCPUseTLS").value(definition.tcpUseTls());
    out.name("UDP").value(definition.udp());
    out.name("GRPC").value(definition.grpc());
    out.name("OSService").value(definition.osService());
    out.name("GRPCUseTLS").value(definition.grpcUseTls());
    out.endObject();
  }
}
