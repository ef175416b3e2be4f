package praetor.model;

import static praetor.model.codec.Codecs.ANY;
import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.nullableMap;

import java.util.Map;
import praetor.model.codec.JsonValue;
import praetor.model.codec.Shape;

/** An extension of a proxy. */
public record EnvoyExtension(
    String name,
    boolean required,
    Map<String, JsonValue> arguments,
    String consulVersion,
    String envoyVersion) {
  public static final Shape<EnvoyExtension> SHAPE =
      Shape.<EnvoyExtension>of("structs.EnvoyExtension")
          .field("Name", STRING, EnvoyExtension::name)
          .field("Required", BOOL, EnvoyExtension::required)
          .field("Arguments", nullableMap(ANY), EnvoyExtension::arguments)
          .field("ConsulVersion", STRING, EnvoyExtension::consulVersion)
          .field("EnvoyVersion", STRING, EnvoyExtension::envoyVersion)
          .build(v -> new EnvoyExtension(v.next(), v.next(), v.next(), v.next(), v.next()));
}
