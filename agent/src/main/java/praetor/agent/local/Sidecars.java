package praetor.agent.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.agent.config.CheckDefinition;
import praetor.model.ConnectProxyConfig;

/**
 * Fills in the proxy that a service registers together with itself: {@code Connect.SidecarService}.
 * Pure.
 *
 * <p>Source: public reference of sidecar service registration; answers of Consul 1.21.4.
 */
final class Sidecars {
  private static final String PROXY = "connect-proxy";
  private static final String SUFFIX = "-sidecar-proxy";
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration LISTENING_INTERVAL = Duration.ofSeconds(10);

  private Sidecars() {}

  /** The id of a service's sidecar. */
  static String idFor(String serviceId) {
    return serviceId + SUFFIX;
  }

  /** What a registration says of its sidecar, if it has one. */
  static Optional<ServiceBody> of(ServiceBody parent) {
    return parent.connect().flatMap(ServiceBody.Connect::sidecarService);
  }

  /**
   * The whole registration of a sidecar.
   *
   * @param port the port that it gets when it names none
   */
  static ServiceBody complete(ServiceBody parent, ServiceBody sidecar, int port) {
    int ownPort = sidecar.port() > 0 || isGateway(sidecar) ? sidecar.port() : port;
    var address = sidecar.address().isEmpty() ? parent.address() : sidecar.address();
    return new ServiceBody(
        sidecar.kind().isEmpty() ? PROXY : sidecar.kind(),
        idFor(parent.effectiveId()),
        sidecar.name().isEmpty() ? parent.name() + SUFFIX : sidecar.name(),
        sidecar.tags().isEmpty() ? parent.tags() : sidecar.tags(),
        address,
        sidecar.taggedAddresses(),
        sidecar.meta().isEmpty() ? parent.meta() : sidecar.meta(),
        ownPort,
        sidecar.socketPath(),
        Optional.empty(),
        sidecar.allChecks().isEmpty()
            ? checks(parent, address.isEmpty() ? LOOPBACK : address, ownPort)
            : sidecar.allChecks(),
        sidecar.weights(),
        sidecar.token().isEmpty() ? parent.token() : sidecar.token(),
        sidecar.enableTagOverride(),
        Optional.of(proxy(parent, sidecar.proxy().orElseGet(ConnectProxyConfig.SHAPE::zero))),
        Optional.empty(),
        sidecar.locality().or(parent::locality));
  }

  /** It gets no port by itself. */
  private static boolean isGateway(ServiceBody sidecar) {
    return sidecar.kind().endsWith("-gateway");
  }

  /** A parent with a socket is reached through it. */
  private static ConnectProxyConfig proxy(ServiceBody parent, ConnectProxyConfig proxy) {
    var socket = orElse(proxy.localServiceSocketPath(), parent.socketPath());
    return new ConnectProxyConfig(
        proxy.transparentProxy(),
        proxy.accessLogs(),
        proxy.envoyExtensions(),
        orElse(proxy.destinationServiceName(), parent.name()),
        orElse(proxy.destinationServiceId(), parent.effectiveId()),
        socket.isEmpty()
            ? orElse(proxy.localServiceAddress(), LOOPBACK)
            : proxy.localServiceAddress(),
        proxy.localServicePort() == 0 && socket.isEmpty()
            ? Math.max(0, parent.port())
            : proxy.localServicePort(),
        socket,
        proxy.mode(),
        proxy.mutualTlsMode(),
        proxy.config(),
        proxy.upstreams(),
        proxy.meshGateway(),
        proxy.expose());
  }

  private static String orElse(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  private static List<CheckDefinition> checks(ServiceBody parent, String address, int port) {
    var checks = new ArrayList<CheckDefinition>();
    if (port > 0) {
      checks.add(
          CheckDefinitions.tcp(
              "Connect Sidecar Listening", address + ":" + port, LISTENING_INTERVAL));
    }
    checks.add(
        CheckDefinitions.alias(
            "Connect Sidecar Aliasing " + parent.effectiveId(), parent.effectiveId()));
    return checks;
  }
}
