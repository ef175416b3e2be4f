package praetor.state.command;

import static praetor.model.codec.Codecs.STRING;

import java.util.List;
import praetor.model.codec.Codecs;
import praetor.model.codec.Shape;
import praetor.model.connect.CaConfig;
import praetor.model.connect.CaProviderState;
import praetor.model.connect.CaRoot;

/**
 * A write of the mesh's authority.
 *
 * @param op {@link #INSTALL} or {@link #NEXT_SERIAL}
 * @param config written when its ModifyIndex is the present one, 0 for none; with it the rest
 * @param roots all there are from then on
 */
public record CaRequest(String op, CaConfig config, CaProviderState provider, List<CaRoot> roots)
    implements Command {
  /** Writes configuration, secret and roots at once; answers whether the condition held. */
  public static final String INSTALL = "install";

  /** Draws a serial number. */
  public static final String NEXT_SERIAL = "next-serial";

  public static final Shape<CaRequest> SHAPE =
      Shape.<CaRequest>of("structs.CARequest")
          .field("Op", STRING, CaRequest::op)
          .field("Config", CaConfig.SHAPE, CaRequest::config)
          .field("ProviderState", CaProviderState.SHAPE, CaRequest::provider)
          .field("Roots", Codecs.list(CaRoot.SHAPE), CaRequest::roots)
          .build(v -> new CaRequest(v.next(), v.next(), v.next(), v.next()));

  public CaRequest {
    roots = List.copyOf(roots);
  }

  public static CaRequest install(CaConfig config, CaProviderState provider, List<CaRoot> roots) {
    return new CaRequest(INSTALL, config, provider, roots);
  }

  public static CaRequest nextSerial() {
    return new CaRequest(
        NEXT_SERIAL, CaConfig.SHAPE.zero(), CaProviderState.SHAPE.zero(), List.of());
  }
}
