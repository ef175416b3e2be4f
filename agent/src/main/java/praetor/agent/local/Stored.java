package praetor.agent.local;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.STRING;

import praetor.agent.config.CheckDefinition;
import praetor.model.NodeService;
import praetor.model.codec.Shape;

/** What is kept on disk of registrations by API. */
final class Stored {
  private Stored() {}

  /**
   * A service.
   *
   * @param sidecar whether another service's registration made it
   */
  record Service(NodeService service, String token, boolean sidecar) {
    static final Shape<Service> SHAPE =
        Shape.<Service>of("local.Service")
            .field("Service", NodeService.SHAPE, Service::service)
            .field("Token", STRING, Service::token)
            .field("Sidecar", BOOL, Service::sidecar)
            .build(v -> new Service(v.next(), v.next(), v.next()));

    static Service of(NodeService service, String token) {
      return new Service(service, token, service.locallyRegisteredAsSidecar());
    }

    /** The service, with the mark that its JSON form does not have. */
    NodeService restored() {
      return Copies.sidecar(service, sidecar);
    }
  }

  /**
   * A check.
   *
   * @param withService whether it was registered inside its service
   */
  record Check(CheckDefinition definition, boolean withService) {
    static final Shape<Check> SHAPE =
        Shape.<Check>of("local.Check")
            .field("Check", CheckBody.OWN, Check::definition)
            .field("WithService", BOOL, Check::withService)
            .build(v -> new Check(v.next(), v.next()));
  }

  /**
   * The status of a TTL check.
   *
   * @param expiresMs when its time is over, in milliseconds since 1970
   */
  record Status(String checkId, String status, String output, long expiresMs) {
    static final Shape<Status> SHAPE =
        Shape.<Status>of("local.Status")
            .field("CheckID", STRING, Status::checkId)
            .field("Status", STRING, Status::status)
            .field("Output", STRING, Status::output)
            .uint64("ExpiresMs", Status::expiresMs)
            .build(v -> new Status(v.next(), v.next(), v.next(), v.next()));
  }
}
