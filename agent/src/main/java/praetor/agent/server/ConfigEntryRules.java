package praetor.agent.server;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import praetor.agent.entry.ExportedServices;
import praetor.model.codec.JsonValue;
import praetor.model.entry.ConfigEntry;
import praetor.model.entry.EntryKinds;

/**
 * What is wrong with a config entry. Source: texts of Consul 1.21.4, vector config-errors and
 * answers of a server.
 */
final class ConfigEntryRules {
  private static final String EVERY = "*";

  private ConfigEntryRules() {}

  /** The first mistake in an entry. */
  static Optional<String> mistake(ConfigEntry entry) {
    return switch (entry.kind()) {
      case EntryKinds.EXPORTED_SERVICES -> ofExports(entry);
      case EntryKinds.TERMINATING_GATEWAY -> ofGateway(entry);
      default -> entry.name().isEmpty() ? Optional.of("Name is required") : Optional.empty();
    };
  }

  private static Optional<String> ofExports(ConfigEntry entry) {
    if (!entry.name().equals(ExportedServices.ENTRY)) {
      return Optional.of("exported-services Name must be \"default\"");
    }
    return firstOf("Services", entry.structs("Services").toList(), ConfigEntryRules::ofExport);
  }

  /** The first mistake among structures, with the place of its structure before it. */
  private static Optional<String> firstOf(
      String list, List<JsonValue.Obj> structs, Function<JsonValue.Obj, Optional<String>> rule) {
    for (int i = 0; i < structs.size(); i++) {
      var mistake = rule.apply(structs.get(i));
      if (mistake.isPresent()) {
        return Optional.of(list + "[" + i + "]" + mistake.get());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> ofExport(JsonValue.Obj service) {
    if (ConfigEntry.text(service, "Name").isEmpty()) {
      return Optional.of(": service name cannot be empty");
    }
    var consumers = ConfigEntry.structs(service, "Consumers").toList();
    return consumers.isEmpty()
        ? Optional.of(": must have at least one consumer")
        : firstOf(".Consumers", consumers, ConfigEntryRules::ofConsumer);
  }

  private static Optional<String> ofGateway(ConfigEntry entry) {
    if (entry.name().isEmpty()) {
      return Optional.of("serviceName is required");
    }
    var names = new HashSet<String>();
    return entry
        .structs("Services")
        .flatMap(service -> ofLinked(service, names).stream())
        .findFirst();
  }

  private static Optional<String> ofLinked(JsonValue.Obj service, Set<String> names) {
    var name = ConfigEntry.text(service, "Name");
    if (name.isEmpty()) {
      return Optional.of("Service name cannot be blank.");
    }
    if (!names.add(name)) {
      return Optional.of(
          "Service \"" + name + "\" was specified more than once within a namespace");
    }
    boolean client =
        Stream.of("CertFile", "KeyFile")
            .anyMatch(file -> !ConfigEntry.text(service, file).isEmpty());
    boolean complete =
        Stream.of("CAFile", "CertFile", "KeyFile")
            .noneMatch(file -> ConfigEntry.text(service, file).isEmpty());
    return client && !complete
        ? Optional.of(
            "Service \"%s\" must have a CertFile, CAFile, and KeyFile specified for TLS origination"
                .formatted(name))
        : Optional.empty();
  }

  private static Optional<String> ofConsumer(JsonValue.Obj consumer) {
    var peer = ConfigEntry.text(consumer, "Peer");
    var partition = ConfigEntry.text(consumer, "Partition");
    var group = ConfigEntry.text(consumer, "SamenessGroup");
    if (Stream.of(peer, partition, group).filter(text -> !text.isEmpty()).count() > 1) {
      return Optional.of(": must define at most one of Peer, Partition, or SamenessGroup");
    }
    if (!group.isEmpty()) {
      return Optional.of(": sameness-groups are an enterprise-only feature");
    }
    if (partition.equals(EVERY)) {
      return Optional.of(": exporting to all partitions (wildcard) is not supported");
    }
    return peer.equals(EVERY)
        ? Optional.of(": exporting to all peers (wildcard) is not supported")
        : Optional.empty();
  }
}
