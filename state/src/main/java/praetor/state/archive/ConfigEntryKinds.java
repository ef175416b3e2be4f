package praetor.state.archive;

import java.util.Set;
import praetor.model.DecodeException;
import praetor.model.codec.PackReader;

/** The kinds of config entries that versions of Consul know. Source: spec of snapshots. */
final class ConfigEntryKinds {
  private static final Set<String> IN_1_10 =
      Set.of(
          "service-defaults",
          "proxy-defaults",
          "service-router",
          "service-splitter",
          "service-resolver",
          "ingress-gateway",
          "terminating-gateway",
          "service-intentions",
          "mesh");

  private static final Set<String> SINCE_1_10 =
      Set.of(
          "exported-services",
          "sameness-group",
          "api-gateway",
          "bound-api-gateway",
          "tcp-route",
          "http-route",
          "inline-certificate",
          "file-system-certificate",
          "jwt-provider",
          "control-plane-request-limit");

  private ConfigEntryKinds() {}

  /** The kind in a record: raw bytes that hold the kind and then the request. */
  static String kindOf(PackReader value) throws DecodeException {
    return new PackReader(value.raw()).string();
  }

  static boolean knownTo(Target target, String kind) {
    return IN_1_10.contains(kind) || target != Target.CONSUL_1_10 && SINCE_1_10.contains(kind);
  }
}
