package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.STRING;

import java.util.Optional;
import praetor.model.codec.Shape;

/**
 * Asks for all instances with their nodes and checks.
 *
 * @param useServiceKind whether only those of the kind are asked for
 */
public record ServiceDumpRead(
    String serviceKind,
    boolean useServiceKind,
    boolean nodesOnly,
    QuerySource source,
    String peerName) {
  public static final Shape<ServiceDumpRead> SHAPE =
      Shape.<ServiceDumpRead>of("structs.ServiceDumpRequest")
          .field("ServiceKind", STRING, ServiceDumpRead::serviceKind)
          .field("UseServiceKind", BOOL, ServiceDumpRead::useServiceKind)
          .field("NodesOnly", BOOL, ServiceDumpRead::nodesOnly)
          .field("Source", QuerySource.SHAPE, ServiceDumpRead::source)
          .field("PeerName", STRING, ServiceDumpRead::peerName)
          .build(v -> new ServiceDumpRead(v.next(), v.next(), v.next(), v.next(), v.next()));

  /**
   * All instances.
   *
   * @param kind only those of this kind
   */
  public static ServiceDumpRead of(Optional<String> kind) {
    return new ServiceDumpRead(
        kind.orElse(""), kind.isPresent(), false, QuerySource.SHAPE.zero(), "");
  }

  /** The kind that is asked for. */
  public Optional<String> kind() {
    return Optional.of(serviceKind).filter(_ -> useServiceKind);
  }
}
