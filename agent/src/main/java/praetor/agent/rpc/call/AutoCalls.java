package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.nullableList;

import java.util.List;
import praetor.model.codec.Shape;
import praetor.model.connect.CaRoots;
import praetor.model.connect.IssuedCert;

/**
 * The methods for agents that have no certificate yet. Source: calls of Consul 1.21.4 client agents
 * with {@code auto_encrypt} and the answers of its servers.
 */
public final class AutoCalls {
  /**
   * A certificate for an agent and whom to trust.
   *
   * @param roots the authorities of the mesh
   * @param gossipKey empty
   * @param manualRoots PEM of the authorities in the files of the server
   */
  public record Signed(
      IssuedCert certificate,
      Reply<CaRoots> roots,
      List<String> manualRoots,
      String gossipKey,
      boolean verifyServerHostname) {
    public static final Shape<Signed> SHAPE =
        Shape.<Signed>of("structs.SignedResponse")
            .field("IssuedCert", IssuedCert.SHAPE, Signed::certificate)
            .field("ConnectCARoots", Reply.shape(CaRoots.SHAPE), Signed::roots)
            .field("ManualCARoots", nullableList(STRING), Signed::manualRoots)
            .field("GossipKey", STRING, Signed::gossipKey)
            .field("VerifyServerHostname", BOOL, Signed::verifyServerHostname)
            .build(v -> new Signed(v.next(), v.next(), v.next(), v.next(), v.next()));

    public Signed {
      manualRoots = List.copyOf(manualRoots);
    }
  }

  public static final Method<WriteRequest<ConnectCalls.Signing>, Signed> SIGN =
      new Method<>(
          "AutoEncrypt.Sign", WriteRequest.shape(ConnectCalls.Signing.SHAPE), Signed.SHAPE);

  private AutoCalls() {}
}
