package praetor.model;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;
import static praetor.model.codec.Codecs.map;
import static praetor.model.codec.Codecs.optional;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.model.codec.Shape;

/**
 * What a prepared query looks for. Lists and maps keep the difference between absent and empty, as
 * the API shows them again.
 *
 * @param samenessGroup of the Enterprise edition; always empty
 * @param onlyPassing leaves out instances with a warning, too
 * @param ignoreCheckIds checks that do not count
 * @param near a node to sort by distance from; {@code _agent} or {@code _ip} for the asker's
 * @param tags all of which an instance must have; those behind an exclamation mark it must not have
 * @param connect proxies in front of the service in the place of the service
 * @param peer name of the cluster peer that has the service; empty for the own datacenter
 */
public record ServiceQuery(
    String service,
    String samenessGroup,
    QueryFailover failover,
    boolean onlyPassing,
    Optional<List<String>> ignoreCheckIds,
    String near,
    Optional<List<String>> tags,
    Optional<Map<String, String>> nodeMeta,
    Optional<Map<String, String>> serviceMeta,
    boolean connect,
    String peer) {
  public static final Shape<ServiceQuery> SHAPE =
      Shape.<ServiceQuery>of("structs.ServiceQuery")
          .field("Service", STRING, ServiceQuery::service)
          .field("SamenessGroup", STRING, ServiceQuery::samenessGroup)
          .field("Failover", QueryFailover.SHAPE, ServiceQuery::failover)
          .field("OnlyPassing", BOOL, ServiceQuery::onlyPassing)
          .field("IgnoreCheckIDs", optional(list(STRING)), ServiceQuery::ignoreCheckIds)
          .field("Near", STRING, ServiceQuery::near)
          .field("Tags", optional(list(STRING)), ServiceQuery::tags)
          .field("NodeMeta", optional(map(STRING)), ServiceQuery::nodeMeta)
          .field("ServiceMeta", optional(map(STRING)), ServiceQuery::serviceMeta)
          .field("Connect", BOOL, ServiceQuery::connect)
          .field("Peer", STRING, ServiceQuery::peer)
          .build(
              v ->
                  new ServiceQuery(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next(), v.next()));

  public ServiceQuery withTags(List<String> newTags) {
    return new ServiceQuery(
        service,
        samenessGroup,
        failover,
        onlyPassing,
        ignoreCheckIds,
        near,
        Optional.of(newTags),
        nodeMeta,
        serviceMeta,
        connect,
        peer);
  }
}
