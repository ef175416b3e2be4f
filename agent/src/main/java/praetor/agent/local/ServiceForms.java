package praetor.agent.local;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import praetor.agent.config.CheckDefinition;
import praetor.model.ConnectProxyConfig;
import praetor.model.NodeService;
import praetor.model.ServiceAddress;
import praetor.model.ServiceConnect;
import praetor.model.Upstream;
import praetor.model.Weights;

/** Makes the service and the checks of a registration, defaults filled in. Pure. */
final class ServiceForms {
  private ServiceForms() {}

  /**
   * The service that a registration makes.
   *
   * @param sidecar whether another service's registration made it
   */
  static NodeService service(ServiceBody body, boolean sidecar) {
    return new NodeService(
        body.kind(),
        body.effectiveId(),
        body.name(),
        body.tags(),
        body.address(),
        taggedAddresses(body),
        body.meta(),
        body.port(),
        body.socketPath(),
        body.weights().or(() -> Optional.of(Weights.DEFAULT)),
        body.enableTagOverride(),
        body.locality(),
        body.proxy().map(ServiceForms::proxy).orElseGet(ConnectProxyConfig.SHAPE::zero),
        body.connect()
            .map(connect -> new ServiceConnect(connect.isNative()))
            .orElseGet(ServiceConnect.SHAPE::zero),
        sidecar,
        "",
        0,
        0);
  }

  /** An address that is an IP address is also there under the name of its family. */
  private static Map<String, ServiceAddress> taggedAddresses(ServiceBody body) {
    if (!isIp(body.address())) {
      return body.taggedAddresses();
    }
    var family = body.address().contains(":") ? "ipv6" : "ipv4";
    var own = new ServiceAddress(body.address(), body.port());
    var all = new TreeMap<>(body.taggedAddresses());
    all.putIfAbsent("lan_" + family, own);
    all.putIfAbsent("wan_" + family, own);
    return Collections.unmodifiableMap(all);
  }

  private static boolean isIp(String address) {
    if (address.isEmpty()) {
      return false;
    }
    try {
      InetAddress.ofLiteral(address);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static ConnectProxyConfig proxy(ConnectProxyConfig proxy) {
    return new ConnectProxyConfig(
        proxy.transparentProxy(),
        proxy.accessLogs(),
        proxy.envoyExtensions(),
        proxy.destinationServiceName(),
        proxy.destinationServiceId(),
        proxy.localServiceAddress(),
        proxy.localServicePort(),
        proxy.localServiceSocketPath(),
        proxy.mode(),
        proxy.mutualTlsMode(),
        proxy.config(),
        proxy.upstreams().stream().map(ServiceForms::upstream).toList(),
        proxy.meshGateway(),
        proxy.expose());
  }

  private static Upstream upstream(Upstream upstream) {
    return new Upstream(
        upstream.destinationType().isEmpty() ? "service" : upstream.destinationType(),
        upstream.destinationNamespace(),
        upstream.destinationPartition(),
        upstream.destinationPeer(),
        upstream.destinationName(),
        upstream.datacenter(),
        upstream.localBindAddress(),
        upstream.localBindPort(),
        upstream.localBindSocketPath(),
        upstream.localBindSocketMode(),
        upstream.config(),
        upstream.meshGateway(),
        upstream.ingressHosts(),
        upstream.centrallyConfigured());
  }

  /**
   * The checks of a registration, each with its id and name: {@code service:ID} for one, {@code
   * service:ID:N} for several.
   */
  static List<CheckDefinition> checks(ServiceBody body, String token) {
    var all = body.allChecks();
    var checks = new ArrayList<CheckDefinition>();
    for (int i = 0; i < all.size(); i++) {
      var check = all.get(i);
      var id = "service:" + body.effectiveId() + (all.size() == 1 ? "" : ":" + (i + 1));
      checks.add(
          Copies.placed(
              check,
              check.id().isEmpty() ? id : check.id(),
              check.name().isEmpty() ? "Service '" + body.name() + "' check" : check.name(),
              body.effectiveId(),
              token));
    }
    return checks;
  }
}
