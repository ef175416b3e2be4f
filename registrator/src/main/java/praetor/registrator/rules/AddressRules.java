package praetor.registrator.rules;

import java.util.List;
import java.util.Optional;

/**
 * Where a service is reached: the container whose network it uses, a label, the container itself,
 * {@code -ip}, what a port is bound to, and otherwise the agent's own node, which an empty address
 * means.
 */
final class AddressRules {
  private final ServiceOptions options;
  private final Optional<String> node;

  /**
   * @param node address of the agent's node, where it is known
   */
  AddressRules(ServiceOptions options, Optional<String> node) {
    this.options = options;
    this.node = node;
  }

  /**
   * The address to register.
   *
   * @param shared the container whose network this one uses
   */
  String of(
      ContainerView container,
      ServicePort port,
      Optional<ContainerView> shared,
      List<String> notes) {
    if (container.sharesNetworkOf().isPresent()) {
      return shared.map(ContainerView::address).filter(address -> !isNode(address)).orElse("");
    }
    var labelled = options.ipLabel().flatMap(label -> labelled(container, label, notes));
    if (labelled.isEmpty() && isBoundToLoopback(port)) {
      return port.hostIp();
    }
    var address = labelled.orElseGet(() -> unlabelled(container, port));
    return isNode(address) ? "" : address;
  }

  /** Where the agent's checks reach a service with such an address. */
  String forChecks(String address) {
    return address.isEmpty() ? node.orElse("127.0.0.1") : address;
  }

  private static Optional<String> labelled(
      ContainerView container, String label, List<String> notes) {
    var text = container.labels().getOrDefault(label, "");
    int slash = text.indexOf('/');
    var address = slash < 0 ? text : text.substring(0, slash);
    if (address.isEmpty()) {
      notes.add("Label '" + label + "' not found in container configuration");
      return Optional.empty();
    }
    notes.add("using container IP " + address + " from label '" + label + "'");
    return Optional.of(address);
  }

  private String unlabelled(ContainerView container, ServicePort port) {
    if (usesContainersAddress()) {
      return container.isOnHostNetwork() ? "" : container.address();
    }
    if (options.ip().isPresent()) {
      return options.ip().get();
    }
    if (!isUnspecified(port.hostIp())) {
      return port.hostIp();
    }
    return container.isOnUserNetwork() ? container.address() : "";
  }

  private boolean usesContainersAddress() {
    return options.internal() || options.ipFromContainer();
  }

  /** Such a port is not reached at the node's address, even where that is the loopback's, too. */
  private boolean isBoundToLoopback(ServicePort port) {
    return !usesContainersAddress()
        && options.ip().isEmpty()
        && (port.hostIp().startsWith("127.") || port.hostIp().equals("::1"));
  }

  private boolean isNode(String address) {
    return node.filter(n -> n.equals(address)).isPresent();
  }

  /** Docker says 0.0.0.0 or ::, podman nothing. */
  private static boolean isUnspecified(String address) {
    return address.isEmpty() || address.equals("0.0.0.0") || address.equals("::");
  }
}
