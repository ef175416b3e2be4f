package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.nullableList;

import java.util.List;
import praetor.model.DecodeException;
import praetor.model.codec.PackReader;
import praetor.model.codec.PackWriter;
import praetor.model.codec.Shape;
import praetor.model.connect.CaRoots;
import praetor.model.connect.IssuedCert;

/**
 * The method by which an agent gets its first configuration. Its messages are Protocol Buffers
 * inside MessagePack. Source: calls of Consul 1.21.4 client agents with {@code auto_config} and the
 * answers of its servers.
 */
public final class AutoConfigCalls {
  /**
   * Asks for a configuration.
   *
   * @param token a JSON Web Token that introduces the agent
   * @param signing PEM of a request for a certificate; empty for none
   */
  public record Introduction(
      String datacenter,
      String node,
      String segment,
      String partition,
      String token,
      String signing) {
    @Override
    public String toString() {
      return "Introduction[datacenter=" + datacenter + ", node=" + node + ", token hidden]";
    }
  }

  /**
   * What an agent is told.
   *
   * @param gossipKey in Base64; empty when gossip is not encrypted
   * @param retryJoin addresses of the servers' gossip
   * @param minVersion such as {@code tls12}
   */
  public record Told(
      String datacenter,
      String primaryDatacenter,
      String node,
      String gossipKey,
      boolean verifyIncomingGossip,
      boolean verifyOutgoingGossip,
      List<String> retryJoin,
      boolean verifyOutgoing,
      boolean verifyServerHostname,
      String cipherSuites,
      String minVersion) {
    /** As the agent keeps it. */
    public static final Shape<Told> SHAPE =
        Shape.<Told>of("auto_config")
            .field("Datacenter", STRING, Told::datacenter)
            .field("PrimaryDatacenter", STRING, Told::primaryDatacenter)
            .field("NodeName", STRING, Told::node)
            .field("GossipKey", STRING, Told::gossipKey)
            .field("VerifyIncomingGossip", BOOL, Told::verifyIncomingGossip)
            .field("VerifyOutgoingGossip", BOOL, Told::verifyOutgoingGossip)
            .field("RetryJoinLAN", nullableList(STRING), Told::retryJoin)
            .field("VerifyOutgoing", BOOL, Told::verifyOutgoing)
            .field("VerifyServerHostname", BOOL, Told::verifyServerHostname)
            .field("CipherSuites", STRING, Told::cipherSuites)
            .field("MinVersion", STRING, Told::minVersion)
            .build(
                v ->
                    new Told(
                        v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                        v.next(), v.next(), v.next(), v.next()));

    public Told {
      retryJoin = List.copyOf(retryJoin);
    }

    @Override
    public String toString() {
      return "Told[datacenter=" + datacenter + ", node=" + node + ", key hidden]";
    }
  }

  /**
   * The answer.
   *
   * @param extraRoots PEM of the authorities in the files of the server
   */
  public record Welcome(Told told, CaRoots roots, IssuedCert certificate, List<String> extraRoots) {
    /** As the agent keeps it, with the key of the certificate. */
    public static final Shape<Welcome> SHAPE =
        Shape.<Welcome>of("auto_config")
            .field("Config", Told.SHAPE, Welcome::told)
            .field("CARoots", CaRoots.SHAPE, Welcome::roots)
            .field("Certificate", IssuedCert.SHAPE, Welcome::certificate)
            .field("ExtraCACertificates", nullableList(STRING), Welcome::extraRoots)
            .build(v -> new Welcome(v.next(), v.next(), v.next(), v.next()));

    public Welcome {
      extraRoots = List.copyOf(extraRoots);
    }
  }

  public static final Method<Introduction, Welcome> INITIAL_CONFIGURATION =
      new Method<>("AutoConfig.InitialConfiguration", new IntroductionForm(), new WelcomeForm());

  private AutoConfigCalls() {}

  private static final class IntroductionForm extends PackOnly<Introduction> {
    @Override
    public Introduction zero() {
      return new Introduction("", "", "", "", "", "");
    }

    @Override
    public void writePack(Introduction value, PackWriter out) {
      out.raw(AutoConfigMessages.write(value).array());
    }

    @Override
    public Introduction readPack(PackReader in) throws DecodeException {
      return AutoConfigMessages.introduction(in.raw());
    }

    @Override
    public String goType() {
      return "pbautoconf.AutoConfigRequest";
    }
  }

  private static final class WelcomeForm extends PackOnly<Welcome> {
    @Override
    public Welcome zero() {
      return Welcome.SHAPE.zero();
    }

    @Override
    public void writePack(Welcome value, PackWriter out) {
      out.raw(AutoConfigMessages.write(value).array());
    }

    @Override
    public Welcome readPack(PackReader in) throws DecodeException {
      return AutoConfigMessages.welcome(in.raw());
    }

    @Override
    public String goType() {
      return "pbautoconf.AutoConfigResponse";
    }
  }
}
