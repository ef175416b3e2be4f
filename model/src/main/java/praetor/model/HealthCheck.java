package praetor.model;

import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;
import static praetor.model.codec.Codecs.named;
import static praetor.model.codec.Shape.Use.NOT_EMPTY;

import java.util.List;
import praetor.model.codec.Shape;

/**
 * The state of a check on a node or on one of its services.
 *
 * @param status {@link #PASSING}, {@link #WARNING} or {@link #CRITICAL}; the catalog takes other
 *     words too
 * @param output what the check last said
 * @param serviceId the service that it belongs to, or empty for a check of the node
 * @param serviceTags the tags of that service
 * @param type {@code http}, {@code ttl}, {@code maintenance}, ... or empty
 */
public record HealthCheck(
    String node,
    String checkId,
    String name,
    String status,
    String notes,
    String output,
    String serviceId,
    String serviceName,
    List<String> serviceTags,
    String type,
    String interval,
    String timeout,
    int exposedPort,
    CheckDefinition definition,
    String peerName,
    long createIndex,
    long modifyIndex) {
  public static final Shape<HealthCheck> SHAPE =
      Shape.<HealthCheck>of("structs.HealthCheck")
          .field("Node", STRING, HealthCheck::node)
          .field("CheckID", named("types.CheckID", STRING), HealthCheck::checkId)
          .field("Name", STRING, HealthCheck::name)
          .field("Status", STRING, HealthCheck::status)
          .field("Notes", STRING, HealthCheck::notes)
          .field("Output", STRING, HealthCheck::output)
          .field("ServiceID", STRING, HealthCheck::serviceId)
          .field("ServiceName", STRING, HealthCheck::serviceName)
          .field("ServiceTags", list(STRING), HealthCheck::serviceTags)
          .field("Type", STRING, HealthCheck::type)
          .field("Interval", STRING, HealthCheck::interval)
          .field("Timeout", STRING, HealthCheck::timeout)
          .field("ExposedPort", INT, HealthCheck::exposedPort)
          .field("Definition", CheckDefinition.SHAPE, HealthCheck::definition)
          .field("PeerName", STRING, HealthCheck::peerName, NOT_EMPTY)
          .uint64("CreateIndex", HealthCheck::createIndex)
          .uint64("ModifyIndex", HealthCheck::modifyIndex)
          .unfiltered("Definition", "CreateIndex", "ModifyIndex")
          .build(
              v ->
                  new HealthCheck(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next()));

  public static final String PASSING = "passing";
  public static final String WARNING = "warning";
  public static final String CRITICAL = "critical";
}
