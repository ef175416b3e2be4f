package praetor.agent.local;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.nullableList;
import static praetor.model.codec.Codecs.nullableMap;
import static praetor.model.codec.Codecs.optional;

import java.util.Optional;
import praetor.agent.config.CheckDefinition;
import praetor.model.DecodeException;
import praetor.model.codec.Codec;
import praetor.model.codec.Shape;

/**
 * The JSON form of a check's definition: the body of PUT /v1/agent/check/register, the checks
 * inside a service's registration, and what is kept on disk.
 *
 * <p>Source: public reference of the agent's check API; names and error texts of Consul 1.21.4.
 */
final class CheckBody {
  private static final String GO_COMMON =
      "struct { Interval interface {}; Timeout interface {}; TTL interface {};"
          + " DeregisterCriticalServiceAfter interface {}; Args []string \"json:\\\"args\\\"\";"
          + " ScriptArgsSnake []string \"json:\\\"script_args\\\"\";"
          + " DeregisterCriticalServiceAfterSnake interface {}"
          + " \"json:\\\"deregister_critical_service_after\\\"\";"
          + " DockerContainerIDSnake string \"json:\\\"docker_container_id\\\"\";"
          + " TLSServerNameSnake string \"json:\\\"tls_server_name\\\"\";"
          + " TLSSkipVerifySnake bool \"json:\\\"tls_skip_verify\\\"\";"
          + " TCPUseTLSSnake bool \"json:\\\"tcp_use_tls\\\"\";"
          + " GRPCUseTLSSnake bool \"json:\\\"grpc_use_tls\\\"\";";

  private static final String GO_OWN =
      GO_COMMON
          + " ServiceIDSnake string \"json:\\\"service_id\\\"\";"
          + " H2PingUseTLSSnake bool \"json:\\\"h2ping_use_tls\\\"\";"
          + " DisableRedirectsSnake bool \"json:\\\"disable_redirects\\\"\"; *structs.Alias }";

  private static final String GO_OF_SERVICE =
      GO_COMMON
          + " H2PingUseTLSSnake bool \"json:\\\"h2ping_use_tls\\\"\";"
          + " ServiceID string \"json:\\\"ServiceID\\\"\";"
          + " ServiceIDSnake string \"json:\\\"service_id\\\"\"; *structs.Alias }";

  /** A check of its own: it says which service it belongs to. */
  static final SelfDecoding<CheckDefinition> OWN = codec(ownShape(), GO_OWN);

  /** A check inside the registration of its service. */
  static final Codec<CheckDefinition> OF_SERVICE = codec(serviceShape(), GO_OF_SERVICE);

  /** The definition that says nothing: of an empty body, and of a maintenance check. */
  static final CheckDefinition NO_DEFINITION = OWN.zero();

  private CheckBody() {}

  static CheckDefinition parse(byte[] body) throws DecodeException {
    return OWN.parse(body);
  }

  private static SelfDecoding<CheckDefinition> codec(Shape<CheckDefinition> shape, String goType) {
    return new SelfDecoding<>(() -> shape, goType);
  }

  private static Shape<CheckDefinition> ownShape() {
    var builder =
        Shape.<CheckDefinition>of(SelfDecoding.NAMELESS)
            .field("ID", STRING, CheckDefinition::id)
            .field("Name", STRING, CheckDefinition::name)
            .field("Notes", STRING, CheckDefinition::notes)
            .field("ServiceID", STRING, CheckDefinition::serviceId)
            .alias("service_id", "ServiceID")
            .field("Token", STRING, CheckDefinition::token);
    return common(builder).build(v -> read(v, v.next(), v.next(), v.next(), v.next(), v.next()));
  }

  private static Shape<CheckDefinition> serviceShape() {
    var builder =
        Shape.<CheckDefinition>of(SelfDecoding.NAMELESS)
            .field("CheckID", STRING, CheckDefinition::id)
            .field("Name", STRING, CheckDefinition::name)
            .field("Notes", STRING, CheckDefinition::notes);
    return unheard(common(builder)).build(v -> read(v, v.next(), v.next(), v.next(), "", ""));
  }

  /** Names that a service's registration may have in its checks; they say nothing. */
  private static Shape.Builder<CheckDefinition> unheard(Shape.Builder<CheckDefinition> builder) {
    return builder
        .field("ServiceID", STRING, _ -> "", Shape.Use.JSON_NOT_EMPTY)
        .alias("service_id", "ServiceID")
        .field("ProxyHTTP", STRING, _ -> "", Shape.Use.JSON_NOT_EMPTY)
        .field("ProxyGRPC", STRING, _ -> "", Shape.Use.JSON_NOT_EMPTY);
  }

  private static Shape.Builder<CheckDefinition> common(Shape.Builder<CheckDefinition> builder) {
    return builder
        .field("Status", STRING, CheckDefinition::status)
        .field("ScriptArgs", nullableList(STRING), CheckDefinition::args)
        .alias("args", "ScriptArgs")
        .alias("script_args", "ScriptArgs")
        .field("HTTP", STRING, CheckDefinition::http)
        .field("Header", nullableMap(nullableList(STRING)), CheckDefinition::header)
        .field("Method", STRING, CheckDefinition::method)
        .field("Body", STRING, CheckDefinition::body)
        .field("DisableRedirects", BOOL, CheckDefinition::disableRedirects)
        .alias("disable_redirects", "DisableRedirects")
        .field("TCP", STRING, CheckDefinition::tcp)
        .field("TCPUseTLS", BOOL, CheckDefinition::tcpUseTls)
        .alias("tcp_use_tls", "TCPUseTLS")
        .field("UDP", STRING, CheckDefinition::udp)
        .field("GRPC", STRING, CheckDefinition::grpc)
        .field("GRPCUseTLS", BOOL, CheckDefinition::grpcUseTls)
        .alias("grpc_use_tls", "GRPCUseTLS")
        .field("H2PING", STRING, CheckDefinition::h2ping)
        .field("H2PingUseTLS", optional(BOOL), check -> Optional.of(check.h2pingUseTls()))
        .alias("h2ping_use_tls", "H2PingUseTLS")
        .field("DockerContainerID", STRING, CheckDefinition::dockerContainerId)
        .alias("docker_container_id", "DockerContainerID")
        .field("Shell", STRING, CheckDefinition::shell)
        .field("OSService", STRING, CheckDefinition::osService)
        .field("AliasNode", STRING, CheckDefinition::aliasNode)
        .field("AliasService", STRING, CheckDefinition::aliasService)
        .field("TLSServerName", STRING, CheckDefinition::tlsServerName)
        .alias("tls_server_name", "TLSServerName")
        .field("TLSSkipVerify", BOOL, CheckDefinition::tlsSkipVerify)
        .alias("tls_skip_verify", "TLSSkipVerify")
        .field("Interval", LooseDuration.CODEC, CheckDefinition::interval)
        .field("Timeout", LooseDuration.CODEC, CheckDefinition::timeout)
        .field("TTL", LooseDuration.CODEC, CheckDefinition::ttl)
        .field(
            "DeregisterCriticalServiceAfter",
            LooseDuration.CODEC,
            CheckDefinition::deregisterCriticalServiceAfter)
        .alias("deregister_critical_service_after", "DeregisterCriticalServiceAfter")
        .field("OutputMaxSize", INT, CheckDefinition::outputMaxSize)
        .field("SuccessBeforePassing", INT, CheckDefinition::successBeforePassing)
        .field("FailuresBeforeWarning", INT, CheckDefinition::failuresBeforeWarning)
        .field("FailuresBeforeCritical", INT, CheckDefinition::failuresBeforeCritical);
  }

  /** An HTTP/2 ping uses TLS unless told otherwise. */
  private static CheckDefinition read(
      Shape.Values v, String id, String name, String notes, String serviceId, String token) {
    return new CheckDefinition(
        id,
        name,
        notes,
        serviceId,
        token,
        v.next(),
        v.next(),
        v.next(),
        v.next(),
        v.next(),
        v.next(),
        v.next(),
        v.next(),
        v.next(),
        v.next(),
        v.next(),
        v.next(),
        v.next(),
        v.<Optional<Boolean>>next().orElse(true),
        v.next(),
        v.next(),
        v.next(),
        v.next(),
        v.next(),
        v.next(),
        v.next(),
        v.next(),
        v.next(),
        v.next(),
        v.next(),
        v.next(),
        v.next(),
        v.next(),
        v.next());
  }
}
