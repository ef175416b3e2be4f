package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;
import praetor.model.connect.CaConfig;
import praetor.model.connect.CaRoots;
import praetor.model.connect.IssuedCert;

/** The methods of the mesh's authority. */
public final class ConnectCalls {
  /** Asks for a certificate. */
  public record Signing(String request) {
    static final Shape<Signing> SHAPE =
        Shape.<Signing>of("structs.CASignRequest")
            .field("CSR", STRING, Signing::request)
            .build(v -> new Signing(v.next()));
  }

  public static final Method<ReadRequest<DatacenterRead>, Reply<CaRoots>> ROOTS =
      new Method<>(
          "ConnectCA.Roots", ReadRequest.shape(DatacenterRead.SHAPE), Reply.shape(CaRoots.SHAPE));

  /** The reply says nothing of the state. */
  public static final Method<ReadRequest<DatacenterRead>, CaConfig> CONFIGURATION =
      new Method<>(
          "ConnectCA.ConfigurationGet", ReadRequest.shape(DatacenterRead.SHAPE), CaConfig.SHAPE);

  public static final Method<WriteRequest<Signing>, IssuedCert> SIGN =
      new Method<>("ConnectCA.Sign", WriteRequest.shape(Signing.SHAPE), IssuedCert.SHAPE);

  private ConnectCalls() {}
}
