package praetor.agent.rpc.net;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a connection to the server port is for: its first byte, or the protocol agreed on in TLS
 * when TLS begins at once. Source: rpc facts, section 1.
 */
public enum FirstByte {
  SINGLE_RPC(0, "consul/rpc-single"),
  RAFT(1, "consul/raft"),
  TLS(3, ""),
  MULTIPLEX(4, "consul/rpc-multi"),
  SNAPSHOT(5, "consul/rpc-snapshot"),
  /** TLS without a client's certificate, for agents that are to get one. */
  TLS_INSECURE(7, ""),
  GRPC(8, "consul/rpc-grpc");

  /** A connection that begins with a greater byte begins with TLS, if it is anything. */
  static final int HIGHEST = 9;

  private final int value;
  private final String protocol;

  FirstByte(int value, String protocol) {
    this.value = value;
    this.protocol = protocol;
  }

  int value() {
    return value;
  }

  static Optional<FirstByte> of(int value) {
    return Arrays.stream(values()).filter(known -> known.value == value).findFirst();
  }

  static Optional<FirstByte> ofProtocol(String protocol) {
    return protocol.isEmpty()
        ? Optional.empty()
        : Arrays.stream(values()).filter(known -> known.protocol.equals(protocol)).findFirst();
  }

  /** The protocols that TLS may agree on. */
  static String[] protocols() {
    return Arrays.stream(values())
        .map(known -> known.protocol)
        .filter(protocol -> !protocol.isEmpty())
        .toArray(String[]::new);
  }
}
