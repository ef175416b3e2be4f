package praetor.agent.checks;

import java.util.List;
import java.util.Optional;
import praetor.agent.config.CheckDefinition;

/** The kinds of checks that the agent runs itself. */
public final class CheckKinds {
  // The first that applies is taken: a definition may name more than one target.
  // Source: what Consul 1.21.4 runs of each two.
  private static final List<CheckKind> KINDS =
      List.of(
          new HttpCheck(),
          new TcpCheck(),
          new UdpCheck(),
          new GrpcCheck(),
          new DockerCheck(new LocalEngine(System.getenv())),
          new ScriptCheck(),
          new H2PingCheck(),
          new OsServiceCheck("systemctl"));

  private CheckKinds() {}

  public static Optional<CheckKind> of(CheckDefinition definition) {
    return KINDS.stream().filter(kind -> kind.appliesTo(definition)).findFirst();
  }

  /** The word in a check's {@code Type}; empty for a definition that nothing runs. */
  public static String type(CheckDefinition definition) {
    return of(definition)
        .map(CheckKind::type)
        .orElseGet(
            () ->
                CheckRules.isAlias(definition)
                    ? "alias"
                    : CheckRules.isTtl(definition) ? "ttl" : "");
  }
}
