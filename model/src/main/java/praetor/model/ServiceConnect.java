package praetor.model;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Shape.Use.NOT_EMPTY;

import praetor.model.codec.JsonPath;
import praetor.model.codec.Shape;

/** How a service takes part in the mesh. */
public record ServiceConnect(boolean isNative) {
  public static final Shape<ServiceConnect> SHAPE =
      Shape.<ServiceConnect>of("structs.ServiceConnect")
          .field("Native", BOOL, ServiceConnect::isNative, NOT_EMPTY)
          .selfDecoding(JsonPath.Unknown.IGNORED)
          .build(v -> new ServiceConnect(v.next()));
}
