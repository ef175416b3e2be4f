package praetor.client.watch;

import static praetor.client.watch.ApiForm.record;

import praetor.model.codec.JsonValue;

/**
 * The forms of what can be watched. Source: what {@code consul watch} 1.21.4 prints of full and of
 * empty registrations.
 */
final class ApiForms {
  static final JsonValue NULL = new JsonValue.Null();
  static final ApiForm ANY = new ApiForm.Plain(NULL);
  static final ApiForm MAP = new ApiForm.Sorted();

  private static final ApiForm TEXT = new ApiForm.Plain(new JsonValue.Str(""));
  private static final ApiForm NUMBER = new ApiForm.Plain(new JsonValue.Num("0"));
  private static final ApiForm BOOL = new ApiForm.Plain(new JsonValue.Bool(false));

  /** A duration, written out when it is zero. */
  private static final ApiForm DURATION = new ApiForm.Plain(new JsonValue.Str("0s"));

  static final ApiForm KEY =
      record()
          .shown(TEXT, "Key")
          .shown(NUMBER, "CreateIndex", "ModifyIndex", "LockIndex", "Flags")
          .shown(ANY, "Value")
          .shown(TEXT, "Session")
          .end();

  private static final ApiForm LOCALITY =
      new ApiForm.Maybe(record().shown(TEXT, "Region", "Zone").end());

  static final ApiForm NODE =
      record()
          .shown(TEXT, "ID", "Node", "Address", "Datacenter")
          .shown(MAP, "TaggedAddresses", "Meta")
          .shown(NUMBER, "CreateIndex", "ModifyIndex")
          .filled(TEXT, "PeerName")
          .filled(LOCALITY, "Locality")
          .end();

  private static final ApiForm DEFINITION =
      record()
          .shown(DURATION, "Interval", "Timeout", "DeregisterCriticalServiceAfter")
          .shown(TEXT, "HTTP")
          .shown(MAP, "Header")
          .shown(TEXT, "Method", "Body", "TLSServerName")
          .shown(BOOL, "TLSSkipVerify")
          .shown(TEXT, "TCP")
          .shown(BOOL, "TCPUseTLS")
          .shown(TEXT, "UDP", "GRPC", "OSService")
          .shown(BOOL, "GRPCUseTLS")
          .end();

  static final ApiForm CHECK =
      record()
          .shown(TEXT, "Node", "CheckID", "Name", "Status", "Notes", "Output")
          .shown(TEXT, "ServiceID", "ServiceName")
          .shown(ANY, "ServiceTags")
          .shown(TEXT, "Type")
          .shown(NUMBER, "ExposedPort")
          .shown(DEFINITION, "Definition")
          .filled(TEXT, "PeerName")
          .shown(NUMBER, "CreateIndex", "ModifyIndex")
          .end();

  private static final ApiForm MESH_GATEWAY = record().filled(TEXT, "Mode").end();

  private static final ApiForm UPSTREAM =
      record()
          .filled(TEXT, "DestinationType", "DestinationPeer", "DestinationName", "Datacenter")
          .filled(TEXT, "LocalBindAddress")
          .filled(NUMBER, "LocalBindPort")
          .filled(TEXT, "LocalBindSocketPath", "LocalBindSocketMode")
          .filled(ANY, "Config")
          .shown(MESH_GATEWAY, "MeshGateway")
          .filled(BOOL, "CentrallyConfigured")
          .end();

  private static final ApiForm EXPOSE = record().filled(BOOL, "Checks").filled(ANY, "Paths").end();

  private static final ApiForm PROXY =
      record()
          .filled(ANY, "EnvoyExtensions")
          .filled(TEXT, "DestinationServiceName", "DestinationServiceID", "LocalServiceAddress")
          .filled(NUMBER, "LocalServicePort")
          .filled(TEXT, "LocalServiceSocketPath", "Mode")
          .filled(ANY, "TransparentProxy", "Config")
          .filled(new ApiForm.Each(UPSTREAM), "Upstreams")
          .shown(MESH_GATEWAY, "MeshGateway")
          .shown(EXPOSE, "Expose")
          .filled(ANY, "AccessLogs")
          .end();

  private static final ApiForm CONNECT =
      record().filled(BOOL, "Native").filled(ANY, "SidecarService").end();

  private static final ApiForm WEIGHTS = record().shown(NUMBER, "Passing", "Warning").end();

  static final ApiForm SERVICE =
      record()
          .filled(TEXT, "Kind")
          .shown(TEXT, "ID", "Service")
          .shown(ANY, "Tags")
          .shown(MAP, "Meta")
          .shown(NUMBER, "Port")
          .shown(TEXT, "Address")
          .filled(TEXT, "SocketPath")
          .filled(MAP, "TaggedAddresses")
          .shown(WEIGHTS, "Weights")
          .shown(BOOL, "EnableTagOverride")
          .filled(NUMBER, "CreateIndex", "ModifyIndex")
          .filled(TEXT, "ContentHash")
          .present(PROXY, "Proxy")
          .present(CONNECT, "Connect")
          .filled(TEXT, "PeerName", "Datacenter")
          .filled(LOCALITY, "Locality")
          .end();

  static final ApiForm INSTANCE =
      record()
          .shown(NODE, "Node")
          .shown(SERVICE, "Service")
          .shown(new ApiForm.Each(CHECK), "Checks")
          .end();

  static final ApiForm EVENT =
      record()
          .shown(TEXT, "ID", "Name")
          .shown(ANY, "Payload")
          .shown(TEXT, "NodeFilter", "ServiceFilter", "TagFilter")
          .shown(NUMBER, "Version", "LTime")
          .end();

  private ApiForms() {}
}
