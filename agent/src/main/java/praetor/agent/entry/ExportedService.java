package praetor.agent.entry;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import praetor.model.codec.JsonValue;
import praetor.model.codec.Shape;
import praetor.model.entry.ConfigEntry;

/**
 * A service that peers may use.
 *
 * @param consumers who may use it
 */
public record ExportedService(String service, Consumers consumers) {
  private static final String EVERY_SERVICE = "*";

  /** The servers themselves, which no wildcard exports. */
  private static final String CONSUL = "consul";

  public static final Shape<ExportedService> SHAPE =
      Shape.<ExportedService>of("api.ResolvedExportedService")
          .field("Service", STRING, ExportedService::service)
          .field("Consumers", Consumers.SHAPE, ExportedService::consumers)
          .build(v -> new ExportedService(v.next(), v.next()));

  /** The names of peers, in order. */
  public record Consumers(List<String> peers) {
    private static final Shape<Consumers> SHAPE =
        Shape.<Consumers>of("api.ResolvedConsumers")
            .field("Peers", list(STRING), Consumers::peers)
            .build(v -> new Consumers(v.next()));

    public Consumers {
      peers = List.copyOf(peers);
    }
  }

  /**
   * The services that an entry exports to peers, by name.
   *
   * @param ordinary the services that there are, without proxies and gateways: what a wildcard
   *     stands for
   */
  static List<ExportedService> of(ConfigEntry entry, List<String> ordinary) {
    SortedMap<String, SortedSet<String>> peers = new TreeMap<>();
    entry
        .structs("Services")
        .forEach(
            service -> {
              var consumers = peers(service);
              names(service, ordinary)
                  .forEach(
                      name -> peers.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(consumers));
            });
    return peers.entrySet().stream()
        .filter(each -> !each.getValue().isEmpty())
        .map(
            each -> new ExportedService(each.getKey(), new Consumers(List.copyOf(each.getValue()))))
        .toList();
  }

  private static List<String> names(JsonValue.Obj service, List<String> ordinary) {
    var name = ConfigEntry.text(service, "Name");
    return name.equals(EVERY_SERVICE)
        ? ordinary.stream().filter(each -> !each.equals(CONSUL)).toList()
        : List.of(name);
  }

  private static List<String> peers(JsonValue.Obj service) {
    return ConfigEntry.structs(service, "Consumers")
        .map(consumer -> ConfigEntry.text(consumer, "Peer"))
        .filter(peer -> !peer.isEmpty())
        .toList();
  }
}
