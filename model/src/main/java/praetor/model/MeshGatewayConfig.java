package praetor.model;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.named;
import static praetor.model.codec.Shape.Use.NOT_EMPTY;

import praetor.model.codec.Shape;

/** How a proxy uses mesh gateways. */
public record MeshGatewayConfig(String mode) {
  public static final Shape<MeshGatewayConfig> SHAPE =
      Shape.<MeshGatewayConfig>of("structs.MeshGatewayConfig")
          .field(
              "Mode", named("structs.MeshGatewayMode", STRING), MeshGatewayConfig::mode, NOT_EMPTY)
          .build(v -> new MeshGatewayConfig(v.next()));
}
