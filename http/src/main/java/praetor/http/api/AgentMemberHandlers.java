package praetor.http.api;

import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.map;

import java.util.List;
import java.util.Map;
import praetor.agent.acl.Access;
import praetor.agent.acl.Resource;
import praetor.agent.local.AgentControl;
import praetor.agent.membership.Member;
import praetor.agent.membership.Membership;
import praetor.http.Exchange;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.codec.Codec;
import praetor.model.codec.Codecs;
import praetor.model.codec.Shape;

/** /v1/agent/members, /v1/agent/join/, /v1/agent/force-leave/: the pool of agents. */
final class AgentMemberHandlers {
  private static final String ALL_SEGMENTS = "_all";
  private static final String JOIN = "/v1/agent/join/";
  private static final String FORCE_LEAVE = "/v1/agent/force-leave/";

  /** A member as the API shows it. */
  record Row(
      String name,
      String address,
      int port,
      Map<String, String> tags,
      int status,
      int protocolMin,
      int protocolMax,
      int protocolCurrent,
      int delegateMin,
      int delegateMax,
      int delegateCurrent) {
    static final Shape<Row> SHAPE =
        Shape.<Row>of("serf.Member")
            .field("Name", STRING, Row::name)
            .field("Addr", STRING, Row::address)
            .field("Port", INT, Row::port)
            .field("Tags", map(STRING), Row::tags)
            .field("Status", INT, Row::status)
            .field("ProtocolMin", INT, Row::protocolMin)
            .field("ProtocolMax", INT, Row::protocolMax)
            .field("ProtocolCur", INT, Row::protocolCurrent)
            .field("DelegateMin", INT, Row::delegateMin)
            .field("DelegateMax", INT, Row::delegateMax)
            .field("DelegateCur", INT, Row::delegateCurrent)
            .build(
                v ->
                    new Row(
                        v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                        v.next(), v.next(), v.next(), v.next()));

    static Row of(Member member) {
      var memberlist = member.memberlist();
      var serf = member.serf();
      return new Row(
          member.name(),
          member.address(),
          member.port(),
          member.tags(),
          member.status().code(),
          memberlist.min(),
          memberlist.max(),
          memberlist.current(),
          serf.min(),
          serf.max(),
          serf.current());
    }
  }

  private static final Codec<List<Row>> ROWS = Codecs.list(Row.SHAPE);

  private final Membership membership;
  private final AgentControl control;
  private final ReadParameters parameters;

  AgentMemberHandlers(Membership membership, AgentControl control, ReadParameters parameters) {
    this.membership = membership;
    this.control = control;
    this.parameters = parameters;
  }

  List<Route> routes() {
    return List.of(
        Route.at("/v1/agent/members", Endpoint.quick("GET", this::list)),
        Route.at(JOIN, Endpoint.blocking("PUT", this::join)),
        Route.at(FORCE_LEAVE, Endpoint.blocking("PUT", this::forceLeave)));
  }

  /** Source: Consul 1.21.4 takes {@code ?wan} without a value for no. */
  private void list(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refusePartition(request);
    boolean wan = AgentAnswers.isTrue(request, "wan");
    var segment = request.query().get("segment");
    // The command line asks for all segments, also of the WAN pool, which has none.
    if (wan && !segment.isEmpty() && !segment.equals(ALL_SEGMENTS)) {
      throw new HttpException(400, "Cannot provide a segment with wan=true");
    }
    if (!segment.isEmpty() && !segment.equals(ALL_SEGMENTS)) {
      throw new HttpException(500, noSegment(segment));
    }
    if (wan && !membership.self().isServer()) {
      exchange.respond(Response.json(JsonForm.writer(request).nullValue().toBytes()));
      return;
    }
    var authorizer = parameters.caller(request).authorizer();
    var visible =
        (wan ? membership.wan() : membership.lan())
            .stream()
                .filter(member -> authorizer.allows(Resource.NODE, member.name(), Access.READ))
                .map(Row::of)
                .toList();
    var out = JsonForm.writer(request);
    ROWS.writeJson(AgentFilter.keep(request, visible, Row.SHAPE, row -> row), out);
    exchange.respond(Response.json(out.toBytes()));
  }

  /** Source: Consul 1.21.4. */
  private String noSegment(String segment) {
    return membership.self().isServer()
        ? "Network segments are not supported in this version of Consul"
        : "segment \"" + segment + "\" not found";
  }

  private Response join(Request request) {
    ReadParameters.refusePartition(request);
    requireAgentWrite(request);
    control.join(request.pathAfter(JOIN), AgentAnswers.isTrue(request, "wan"));
    return AgentAnswers.done();
  }

  /** Source: with {@code ?wan}, Consul 1.21.4 does not read the name. */
  private Response forceLeave(Request request) {
    ReadParameters.refusePartition(request);
    parameters.caller(request).authorizer().require(Resource.OPERATOR, "", Access.WRITE);
    boolean wan = request.has("wan");
    var node = wan ? "" : request.pathAfter(FORCE_LEAVE);
    control.forceLeave(node, request.has("prune"), wan);
    return AgentAnswers.done();
  }

  private void requireAgentWrite(Request request) {
    parameters
        .caller(request)
        .authorizer()
        .require(Resource.AGENT, membership.self().name(), Access.WRITE);
  }
}
