package praetor.model;

import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/**
 * The name of a service of this datacenter, or of a peer.
 *
 * @param peer empty for the own
 */
public record PeeredServiceName(ServiceName service, String peer) {
  public static final Shape<PeeredServiceName> SHAPE =
      Shape.<PeeredServiceName>of("structs.PeeredServiceName")
          .field("ServiceName", ServiceName.SHAPE, PeeredServiceName::service)
          .field("Peer", STRING, PeeredServiceName::peer)
          .build(v -> new PeeredServiceName(v.next(), v.next()));

  /** A name as Consul nests it. */
  public record ServiceName(String name) {
    public static final Shape<ServiceName> SHAPE =
        Shape.<ServiceName>of("structs.ServiceName")
            .field("Name", STRING, ServiceName::name)
            .build(v -> new ServiceName(v.next()));
  }

  /** A service of this datacenter. */
  public static PeeredServiceName own(String name) {
    return new PeeredServiceName(new ServiceName(name), "");
  }

  public String name() {
    return service.name();
  }
}
