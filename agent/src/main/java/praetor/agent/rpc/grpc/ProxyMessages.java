package praetor.agent.rpc.grpc;

import java.util.Map;
import praetor.model.AccessLogsConfig;
import praetor.model.ConnectProxyConfig;
import praetor.model.EnvoyExtension;
import praetor.model.ExposeConfig;
import praetor.model.MeshGatewayConfig;
import praetor.model.TransparentProxyConfig;
import praetor.model.Upstream;
import praetor.model.codec.JsonValue;

/** What a proxy does, as a message. */
final class ProxyMessages {
  private ProxyMessages() {}

  static ProtoWriter proxy(ConnectProxyConfig proxy) {
    var message =
        new ProtoWriter()
            .text(1, proxy.destinationServiceName())
            .text(2, proxy.destinationServiceId())
            .text(3, proxy.localServiceAddress())
            .number(4, proxy.localServicePort());
    freeForm(message, 5, proxy.config());
    proxy.upstreams().forEach(upstream -> message.message(6, upstream(upstream)));
    message
        .message(7, gateway(proxy.meshGateway()))
        .message(8, expose(proxy.expose()))
        .text(9, proxy.mode())
        .message(10, transparent(proxy.transparentProxy()))
        .text(11, proxy.localServiceSocketPath());
    proxy.envoyExtensions().forEach(extension -> message.message(12, extension(extension)));
    return message.message(13, accessLogs(proxy.accessLogs()));
  }

  private static ProtoWriter upstream(Upstream upstream) {
    var message =
        new ProtoWriter()
            .text(1, upstream.destinationType())
            .text(3, upstream.destinationName())
            .text(4, upstream.datacenter())
            .text(5, upstream.localBindAddress())
            .number(6, upstream.localBindPort());
    freeForm(message, 7, upstream.config());
    return message
        .message(8, gateway(upstream.meshGateway()))
        .text(10, upstream.localBindSocketPath())
        .text(11, upstream.localBindSocketMode())
        .text(13, upstream.destinationPeer());
  }

  private static ProtoWriter gateway(MeshGatewayConfig gateway) {
    return new ProtoWriter().text(1, gateway.mode());
  }

  private static ProtoWriter expose(ExposeConfig expose) {
    var message = new ProtoWriter().flag(1, expose.checks());
    for (var path : expose.paths()) {
      message.message(
          2,
          new ProtoWriter()
              .number(1, path.listenerPort())
              .text(2, path.path())
              .number(3, path.localPathPort())
              .text(4, path.protocol())
              .flag(5, path.parsedFromCheck()));
    }
    return message;
  }

  private static ProtoWriter transparent(TransparentProxyConfig transparent) {
    return new ProtoWriter()
        .number(1, transparent.outboundListenerPort())
        .flag(2, transparent.dialedDirectly());
  }

  private static ProtoWriter extension(EnvoyExtension extension) {
    var message = new ProtoWriter().text(1, extension.name()).flag(2, extension.required());
    freeForm(message, 3, extension.arguments());
    return message.text(4, extension.consulVersion()).text(5, extension.envoyVersion());
  }

  private static ProtoWriter accessLogs(AccessLogsConfig logs) {
    return new ProtoWriter()
        .flag(1, logs.enabled())
        .flag(2, logs.disableListenerLogs())
        .text(3, logs.type())
        .text(4, logs.path())
        .text(5, logs.jsonFormat())
        .text(6, logs.textFormat());
  }

  /** Free-form members, left out when there are none. */
  private static void freeForm(ProtoWriter message, int field, Map<String, JsonValue> members) {
    if (!members.isEmpty()) {
      message.message(field, struct(members));
    }
  }

  /** Source: google.protobuf.Struct. */
  private static ProtoWriter struct(Map<String, JsonValue> members) {
    var message = new ProtoWriter();
    members.forEach(
        (name, value) -> message.message(1, ProtoWriter.entry(name).message(2, value(value))));
    return message;
  }

  /** Source: google.protobuf.Value. */
  private static ProtoWriter value(JsonValue value) {
    var message = new ProtoWriter();
    return switch (value) {
      case JsonValue.Null _ -> message.anyNumber(1, 0);
      case JsonValue.Num number -> message.anyDouble(2, number.number().doubleValue());
      case JsonValue.Str(var text) -> message.anyText(3, text);
      case JsonValue.Bool(var flag) -> message.anyNumber(4, flag ? 1 : 0);
      case JsonValue.Obj(var members) -> message.message(5, struct(members));
      case JsonValue.Arr(var elements) -> {
        var list = new ProtoWriter();
        elements.forEach(element -> list.message(1, value(element)));
        yield message.message(6, list);
      }
    };
  }
}
