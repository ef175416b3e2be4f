package praetor.http.api;

import static praetor.model.codec.Codecs.STRING;

import praetor.http.Request;
import praetor.model.DeregisterRequest;
import praetor.model.codec.JsonPath;
import praetor.model.codec.Shape;

/** The body of PUT /v1/catalog/deregister: older clients send an address, which says nothing. */
final class DeregisterBody {
  private static final Shape<DeregisterRequest> SHAPE =
      Shape.<DeregisterRequest>of("structs.DeregisterRequest")
          .field("Datacenter", STRING, DeregisterRequest::datacenter)
          .field("Node", STRING, DeregisterRequest::node)
          .field("ServiceID", STRING, DeregisterRequest::serviceId)
          .field("CheckID", STRING, DeregisterRequest::checkId)
          .field("PeerName", STRING, DeregisterRequest::peerName)
          .field("Address", STRING, _ -> "")
          .selfDecoding(JsonPath.Unknown.REFUSED)
          .build(v -> new DeregisterRequest(v.next(), v.next(), v.next(), v.next(), v.next()));

  private DeregisterBody() {}

  /**
   * Reads the body.
   *
   * @throws praetor.http.HttpException 400 with Consul's text
   */
  static DeregisterRequest read(Request request) {
    return RequestBody.strict(request, SHAPE);
  }
}
