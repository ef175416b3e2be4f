package praetor.agent.rpc.grpc;

import java.time.Duration;
import praetor.model.CheckDefinition;
import praetor.model.HealthCheck;

/** Checks as messages. */
final class CheckMessages {
  private CheckMessages() {}

  static ProtoWriter check(HealthCheck check) {
    return new ProtoWriter()
        .text(1, check.node())
        .text(2, check.checkId())
        .text(3, check.name())
        .text(4, check.status())
        .text(5, check.notes())
        .text(6, check.output())
        .text(7, check.serviceId())
        .text(8, check.serviceName())
        .texts(9, check.serviceTags())
        .message(10, definition(check.definition()))
        .message(11, CatalogMessages.raftIndex(check.createIndex(), check.modifyIndex()))
        .text(12, check.type())
        .message(13, new ProtoWriter())
        .number(14, check.exposedPort())
        .text(15, check.interval())
        .text(16, check.timeout())
        .text(17, check.peerName());
  }

  private static ProtoWriter definition(CheckDefinition definition) {
    var message = new ProtoWriter().text(1, definition.http()).flag(2, definition.tlsSkipVerify());
    definition
        .header()
        .forEach(
            (name, values) ->
                message.message(
                    3, ProtoWriter.entry(name).message(2, new ProtoWriter().texts(1, values))));
    return message
        .text(4, definition.method())
        .text(5, definition.tcp())
        .message(6, duration(definition.interval()))
        .message(7, duration(definition.timeout()))
        .message(8, duration(definition.deregisterCriticalServiceAfter()))
        .number(9, definition.outputMaxSize())
        .texts(10, definition.scriptArgs())
        .text(11, definition.dockerContainerId())
        .text(12, definition.shell())
        .text(13, definition.grpc())
        .flag(14, definition.grpcUseTls())
        .text(15, definition.aliasNode())
        .text(16, definition.aliasService())
        .message(17, duration(definition.ttl()))
        .text(18, definition.body())
        .text(19, definition.tlsServerName())
        .text(20, definition.h2Ping())
        .flag(21, definition.h2PingUseTls())
        .flag(22, definition.disableRedirects())
        .text(23, definition.udp())
        .text(24, definition.osService())
        .flag(25, definition.tcpUseTls())
        .text(26, definition.sessionName());
  }

  private static ProtoWriter duration(Duration duration) {
    return new ProtoWriter().number(1, duration.getSeconds()).number(2, duration.getNano());
  }
}
