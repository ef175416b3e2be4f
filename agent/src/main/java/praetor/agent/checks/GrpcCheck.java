package praetor.agent.checks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.agent.config.CheckDefinition;

/**
 * Asks a server's standard health service whether it, or one of its services, is serving: {@code
 * host:port} or {@code host:port/service}.
 *
 * <p>Source: the public GRPC Health Checking Protocol; texts of Consul 1.21.4 where the connection
 * fails.
 */
final class GrpcCheck implements CheckKind {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String USER_AGENT = "Consul Health Check";
  private static final int MESSAGE_HEAD_BYTES = 5;
  private static final int STATUS_FIELD = 0x08;
  private static final List<String> STATUSES =
      List.of("UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN");

  @Override
  public String type() {
    return "grpc";
  }

  @Override
  public boolean appliesTo(CheckDefinition definition) {
    return !definition.grpc().isEmpty();
  }

  @Override
  public Probe probe(CheckDefinition definition, int outputMaxBytes) {
    return probe(definition, outputMaxBytes, ProbeTls.NONE);
  }

  @Override
  public Probe probe(CheckDefinition definition, int outputMaxBytes, ProbeTls tls) {
    var target = definition.grpc();
    int slash = target.indexOf('/');
    var address = slash < 0 ? target : target.substring(0, slash);
    var service = slash < 0 ? "" : target.substring(slash + 1);
    var timeout = CheckKind.timeout(definition, TIMEOUT);
    return () -> {
      try (var plain = ProbeSocket.connect(address, timeout);
          var socket = secured(plain, definition, address, tls)) {
        return result(target, ask(socket, definition, address, service));
      } catch (ProbeException e) {
        return CheckResult.critical(unavailable(ProbeSocket.message(e)));
      }
    };
  }

  private static ProbeSocket secured(
      ProbeSocket plain, CheckDefinition definition, String address, ProbeTls tls)
      throws ProbeException {
    return definition.grpcUseTls()
        ? plain.secured(tls.of(definition, address, Optional.of("h2")))
        : plain;
  }

  private static byte[] ask(
      ProbeSocket socket, CheckDefinition definition, String address, String service)
      throws ProbeException {
    var fields =
        List.of(
            Map.entry(":method", "POST"),
            Map.entry(":scheme", definition.grpcUseTls() ? "https" : "http"),
            Map.entry(":path", "/grpc.health.v1.Health/Check"),
            Map.entry(":authority", address),
            Map.entry("content-type", "application/grpc"),
            Map.entry("user-agent", USER_AGENT),
            Map.entry("te", "trailers"));
    return H2Connection.open(socket).request(fields, message(service));
  }

  /** A HealthCheckRequest: field 1 is the service's name. */
  private static byte[] message(String service) {
    var name = service.getBytes(StandardCharsets.UTF_8);
    var request = new ByteArrayOutputStream();
    if (name.length > 0) {
      request.write(0x0a);
      for (int rest = name.length; ; rest >>= 7) {
        request.write(rest >= 0x80 ? rest & 0x7f | 0x80 : rest);
        if (rest < 0x80) {
          break;
        }
      }
      request.writeBytes(name);
    }
    return ByteBuffer.allocate(MESSAGE_HEAD_BYTES + request.size())
        .put((byte) 0)
        .putInt(request.size())
        .put(request.toByteArray())
        .array();
  }

  /** An answer without a message carries only an error: the server knows no such service. */
  private static CheckResult result(String target, byte[] answer) {
    if (answer.length < MESSAGE_HEAD_BYTES) {
      return CheckResult.critical(
          "rpc error: the server at " + target + " has no health service for it");
    }
    int status = status(answer);
    var word = status < STATUSES.size() ? STATUSES.get(status) : Integer.toString(status);
    return word.equals("SERVING")
        ? CheckResult.passing("gRPC check " + target + ": success")
        : CheckResult.critical("gRPC " + target + " serving status: " + word);
  }

  /** A HealthCheckResponse: field 1 is the status, left out when it is 0. */
  private static int status(byte[] answer) {
    return answer.length >= MESSAGE_HEAD_BYTES + 2 && answer[MESSAGE_HEAD_BYTES] == STATUS_FIELD
        ? answer[MESSAGE_HEAD_BYTES + 1]
        : 0;
  }

  private static String unavailable(String why) {
    var detail =
        why.startsWith("dial ") ? "transport: Error while dialing: " + why : "transport: " + why;
    return "rpc error: code = Unavailable desc = connection error: desc = \"" + detail + "\"";
  }
}
