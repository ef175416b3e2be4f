package praetor.model;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Shape.Use.NOT_EMPTY;

import praetor.model.codec.JsonPath;
import praetor.model.codec.Shape;

/** A path that a proxy exposes without mutual TLS. */
public record ExposePath(
    int listenerPort, String path, int localPathPort, String protocol, boolean parsedFromCheck) {
  public static final Shape<ExposePath> SHAPE =
      Shape.<ExposePath>of("structs.ExposePath")
          .field("ListenerPort", INT, ExposePath::listenerPort, NOT_EMPTY)
          .field("Path", STRING, ExposePath::path, NOT_EMPTY)
          .field("LocalPathPort", INT, ExposePath::localPathPort, NOT_EMPTY)
          .field("Protocol", STRING, ExposePath::protocol, NOT_EMPTY)
          .field("ParsedFromCheck", BOOL, ExposePath::parsedFromCheck, NOT_EMPTY)
          .alias("listener_port", "ListenerPort")
          .alias("local_path_port", "LocalPathPort")
          .alias("parsed_from_check", "ParsedFromCheck")
          .selfDecoding(JsonPath.Unknown.REFUSED)
          .build(v -> new ExposePath(v.next(), v.next(), v.next(), v.next(), v.next()));
}
