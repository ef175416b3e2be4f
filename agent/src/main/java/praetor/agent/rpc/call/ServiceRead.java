package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.nullableList;
import static praetor.model.codec.Codecs.nullableMap;

import java.util.List;
import java.util.Map;
import praetor.agent.read.InstanceChoice;
import praetor.agent.read.Near;
import praetor.model.codec.Shape;

/**
 * Asks for something of a service.
 *
 * @param serviceTag the one tag that agents before 1.3 ask for
 * @param tagFilter whether the tags count
 * @param serviceAddress asks for the instances at an address instead
 * @param healthFilterType which instances their checks leave: 0 all, 1 those without a critical
 *     check, 2 those all of whose checks pass
 */
public record ServiceRead(
    String serviceName,
    String serviceKind,
    String serviceTag,
    List<String> serviceTags,
    boolean tagFilter,
    String serviceAddress,
    Map<String, String> nodeMetaFilters,
    QuerySource source,
    boolean connect,
    boolean ingress,
    String peerName,
    String samenessGroup,
    boolean mergeCentralConfig,
    int healthFilterType) {
  public static final Shape<ServiceRead> SHAPE =
      Shape.<ServiceRead>of("structs.ServiceSpecificRequest")
          .field("ServiceName", STRING, ServiceRead::serviceName)
          .field("ServiceKind", STRING, ServiceRead::serviceKind)
          .field("ServiceTag", STRING, ServiceRead::serviceTag)
          .field("ServiceTags", nullableList(STRING), ServiceRead::serviceTags)
          .field("TagFilter", BOOL, ServiceRead::tagFilter)
          .field("ServiceAddress", STRING, ServiceRead::serviceAddress)
          .field("NodeMetaFilters", nullableMap(STRING), ServiceRead::nodeMetaFilters)
          .field("Source", QuerySource.SHAPE, ServiceRead::source)
          .field("Connect", BOOL, ServiceRead::connect)
          .field("Ingress", BOOL, ServiceRead::ingress)
          .field("PeerName", STRING, ServiceRead::peerName)
          .field("SamenessGroup", STRING, ServiceRead::samenessGroup)
          .field("MergeCentralConfig", BOOL, ServiceRead::mergeCentralConfig)
          .field("HealthFilterType", INT, ServiceRead::healthFilterType)
          .build(
              v ->
                  new ServiceRead(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

  public static ServiceRead of(InstanceChoice choice, Near near) {
    return new ServiceRead(
        choice.service(),
        "",
        "",
        choice.tags(),
        !choice.tags().isEmpty(),
        "",
        choice.nodeMeta(),
        QuerySource.of(near),
        choice.connect(),
        false,
        "",
        "",
        false,
        number(choice.health()));
  }

  /** A service as a whole, named alone. */
  public static ServiceRead of(String service, Map<String, String> nodeMeta, Near near) {
    return of(
        new InstanceChoice(service, false, List.of(), nodeMeta, InstanceChoice.Health.ANY), near);
  }

  /** The instances at an address. */
  public static ServiceRead at(String address) {
    var zero = SHAPE.zero();
    return new ServiceRead(
        "",
        "",
        "",
        List.of(),
        false,
        address,
        Map.of(),
        zero.source(),
        false,
        false,
        "",
        "",
        false,
        0);
  }

  private static int number(InstanceChoice.Health health) {
    return switch (health) {
      case ANY -> 0;
      case NOT_CRITICAL -> 1;
      case PASSING -> 2;
    };
  }

  /** Which instances are asked for. */
  public InstanceChoice choice() {
    return new InstanceChoice(serviceName, connect, tags(), nodeMetaFilters, health());
  }

  private InstanceChoice.Health health() {
    return switch (healthFilterType) {
      case 1 -> InstanceChoice.Health.NOT_CRITICAL;
      case 2 -> InstanceChoice.Health.PASSING;
      default -> InstanceChoice.Health.ANY;
    };
  }

  private List<String> tags() {
    if (!tagFilter) {
      return List.of();
    }
    return serviceTags.isEmpty() && !serviceTag.isEmpty() ? List.of(serviceTag) : serviceTags;
  }
}
