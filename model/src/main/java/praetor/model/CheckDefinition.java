package praetor.model;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.DURATION_NANOS;
import static praetor.model.codec.Codecs.DURATION_TEXT;
import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.nullableList;
import static praetor.model.codec.Codecs.nullableMap;
import static praetor.model.codec.Shape.Use.NOT_EMPTY;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import praetor.model.codec.JsonPath;
import praetor.model.codec.Shape;

/** How a check is run: the part of its registration that others may run it by. */
public record CheckDefinition(
    Duration interval,
    int outputMaxSize,
    Duration timeout,
    Duration deregisterCriticalServiceAfter,
    String http,
    String tlsServerName,
    boolean tlsSkipVerify,
    Map<String, List<String>> header,
    String method,
    String body,
    boolean disableRedirects,
    String tcp,
    boolean tcpUseTls,
    String udp,
    String h2Ping,
    String osService,
    boolean h2PingUseTls,
    List<String> scriptArgs,
    String dockerContainerId,
    String shell,
    String grpc,
    boolean grpcUseTls,
    String aliasNode,
    String aliasService,
    String sessionName,
    Duration ttl) {
  public static final Shape<CheckDefinition> SHAPE =
      Shape.<CheckDefinition>of("structs.HealthCheckDefinition")
          .field("Interval", DURATION_TEXT, CheckDefinition::interval, NOT_EMPTY)
          .field("OutputMaxSize", INT, CheckDefinition::outputMaxSize, NOT_EMPTY)
          .field("Timeout", DURATION_TEXT, CheckDefinition::timeout, NOT_EMPTY)
          .field(
              "DeregisterCriticalServiceAfter",
              DURATION_TEXT,
              CheckDefinition::deregisterCriticalServiceAfter,
              NOT_EMPTY)
          .field("HTTP", STRING, CheckDefinition::http, NOT_EMPTY)
          .field("TLSServerName", STRING, CheckDefinition::tlsServerName, NOT_EMPTY)
          .field("TLSSkipVerify", BOOL, CheckDefinition::tlsSkipVerify, NOT_EMPTY)
          .field("Header", nullableMap(nullableList(STRING)), CheckDefinition::header, NOT_EMPTY)
          .field("Method", STRING, CheckDefinition::method, NOT_EMPTY)
          .field("Body", STRING, CheckDefinition::body, NOT_EMPTY)
          .field("DisableRedirects", BOOL, CheckDefinition::disableRedirects, NOT_EMPTY)
          .field("TCP", STRING, CheckDefinition::tcp, NOT_EMPTY)
          .field("TCPUseTLS", BOOL, CheckDefinition::tcpUseTls, NOT_EMPTY)
          .field("UDP", STRING, CheckDefinition::udp, NOT_EMPTY)
          .field("H2PING", STRING, CheckDefinition::h2Ping, NOT_EMPTY)
          .field("OSService", STRING, CheckDefinition::osService, NOT_EMPTY)
          .field("H2PingUseTLS", BOOL, CheckDefinition::h2PingUseTls, NOT_EMPTY)
          .field("ScriptArgs", nullableList(STRING), CheckDefinition::scriptArgs, NOT_EMPTY)
          .field("DockerContainerID", STRING, CheckDefinition::dockerContainerId, NOT_EMPTY)
          .field("Shell", STRING, CheckDefinition::shell, NOT_EMPTY)
          .field("GRPC", STRING, CheckDefinition::grpc, NOT_EMPTY)
          .field("GRPCUseTLS", BOOL, CheckDefinition::grpcUseTls, NOT_EMPTY)
          .field("AliasNode", STRING, CheckDefinition::aliasNode, NOT_EMPTY)
          .field("AliasService", STRING, CheckDefinition::aliasService, NOT_EMPTY)
          .field("SessionName", STRING, CheckDefinition::sessionName, NOT_EMPTY)
          .field("TTL", DURATION_NANOS, CheckDefinition::ttl, NOT_EMPTY)
          .selfDecoding(JsonPath.Unknown.IGNORED)
          .build(
              v ->
                  new CheckDefinition(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next(), v.next(), v.next()));
}
