package praetor.model;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Shape.Use.NOT_EMPTY;

import praetor.model.codec.Shape;

/** Settings of a proxy in transparent mode. */
public record TransparentProxyConfig(int outboundListenerPort, boolean dialedDirectly) {
  public static final Shape<TransparentProxyConfig> SHAPE =
      Shape.<TransparentProxyConfig>of("structs.TransparentProxyConfig")
          .field(
              "OutboundListenerPort", INT, TransparentProxyConfig::outboundListenerPort, NOT_EMPTY)
          .field("DialedDirectly", BOOL, TransparentProxyConfig::dialedDirectly, NOT_EMPTY)
          .build(v -> new TransparentProxyConfig(v.next(), v.next()));
}
