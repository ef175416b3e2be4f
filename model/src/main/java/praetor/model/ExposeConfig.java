package praetor.model;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.nullableList;
import static praetor.model.codec.Shape.Use.NOT_EMPTY;

import java.util.List;
import praetor.model.codec.Shape;

/** What a proxy exposes without mutual TLS. */
public record ExposeConfig(boolean checks, List<ExposePath> paths) {
  public static final Shape<ExposeConfig> SHAPE =
      Shape.<ExposeConfig>of("structs.ExposeConfig")
          .field("Checks", BOOL, ExposeConfig::checks, NOT_EMPTY)
          .field("Paths", nullableList(ExposePath.SHAPE), ExposeConfig::paths, NOT_EMPTY)
          .build(v -> new ExposeConfig(v.next(), v.next()));
}
