package praetor.agent.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import praetor.agent.RequestException;
import praetor.agent.config.ServiceDefinition;
import praetor.agent.config.Settings;
import praetor.model.ConnectProxyConfig;
import praetor.model.DecodeException;
import praetor.model.Locality;
import praetor.model.ServiceAddress;
import praetor.model.Weights;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonValue;
import praetor.model.codec.JsonWriter;
import praetor.model.codec.Shape;

/** Makes registrations of what configuration files define. Pure. */
final class FileDefinitions {
  /** Blocks whose names are the user's own. */
  private static final List<String> FREE_FORM = List.of("config", "meta", "envoyextensions");

  private FileDefinitions() {}

  /**
   * The registration that a definition stands for.
   *
   * @throws RequestException when a block of it cannot be read
   */
  static ServiceBody body(ServiceDefinition definition) {
    return new ServiceBody(
        definition.kind(),
        definition.id(),
        definition.name(),
        definition.tags(),
        definition.address(),
        addresses(definition.taggedAddresses()),
        new TreeMap<>(definition.meta()),
        definition.port(),
        definition.socketPath(),
        Optional.empty(),
        definition.checks(),
        Optional.of(new Weights(definition.weights().passing(), definition.weights().warning())),
        definition.token(),
        definition.enableTagOverride(),
        block(definition, "proxy", definition.proxy(), ConnectProxyConfig.SHAPE),
        connect(definition),
        block(definition, "locality", definition.locality(), Locality.SHAPE));
  }

  private static Map<String, ServiceAddress> addresses(
      Map<String, ServiceDefinition.TaggedAddress> addresses) {
    return addresses.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> new ServiceAddress(entry.getValue().address(), entry.getValue().port()),
                (a, _) -> a,
                TreeMap::new));
  }

  private static <T> Optional<T> block(
      ServiceDefinition definition, String name, Settings block, Shape<T> shape) {
    if (block.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(shape.readJson(json(block.values()), JsonPath.lenient()));
    } catch (DecodeException e) {
      throw RequestException.bad(
          "service " + definition.id() + ": " + name + ": " + e.getMessage());
    }
  }

  private static Optional<ServiceBody.Connect> connect(ServiceDefinition definition) {
    if (definition.connect().isEmpty()) {
      return Optional.empty();
    }
    boolean isNative = definition.connect().at("native").orElse(false).equals(true);
    return Optional.of(new ServiceBody.Connect(isNative, sidecar(definition)));
  }

  /** A sidecar's block has the same names as a registration by API. */
  private static Optional<ServiceBody> sidecar(ServiceDefinition definition) {
    if (definition.connect().at("sidecar_service").isEmpty()) {
      return Optional.empty();
    }
    var out = JsonWriter.compact();
    out.value(json(definition.connect().block("sidecar_service").values()));
    try {
      return Optional.of(ServiceBody.parse(out.toBytes()));
    } catch (DecodeException e) {
      throw RequestException.bad(
          "service " + definition.id() + ": sidecar_service: " + e.getMessage());
    }
  }

  /** Names lose their underscores: {@code local_bind_port} is the API's LocalBindPort. */
  private static JsonValue json(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var members = new LinkedHashMap<String, JsonValue>();
        map.forEach(
            (key, member) -> {
              var name = String.valueOf(key).replace("_", "");
              members.put(name, FREE_FORM.contains(name) ? raw(member) : json(member));
            });
        yield new JsonValue.Obj(members);
      }
      case List<?> list -> new JsonValue.Arr(list.stream().map(FileDefinitions::json).toList());
      default -> raw(value);
    };
  }

  private static JsonValue raw(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var members = new LinkedHashMap<String, JsonValue>();
        map.forEach((key, member) -> members.put(String.valueOf(key), raw(member)));
        yield new JsonValue.Obj(members);
      }
      case List<?> list -> new JsonValue.Arr(list.stream().map(FileDefinitions::raw).toList());
      case Boolean flag -> new JsonValue.Bool(flag);
      case Number number -> new JsonValue.Num(number.toString());
      default -> new JsonValue.Str(value.toString());
    };
  }
}
