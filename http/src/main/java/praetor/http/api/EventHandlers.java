package praetor.http.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import praetor.agent.acl.Access;
import praetor.agent.acl.Resource;
import praetor.agent.config.AgentConfig;
import praetor.agent.event.FoundEvents;
import praetor.agent.event.UserEvent;
import praetor.agent.event.UserEvents;
import praetor.agent.servers.EventWrites;
import praetor.agent.servers.Replies;
import praetor.http.Exchange;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.Bytes;
import praetor.model.codec.Codec;
import praetor.model.codec.Codecs;

/** /v1/event/: user events. */
final class EventHandlers {
  private static final String FIRE = "/v1/event/fire/";
  private static final Codec<List<UserEvent>> EVENTS = Codecs.list(UserEvent.SHAPE);

  private final UserEvents events;
  private final Function<String, Optional<EventWrites>> writes;
  private final ReadParameters parameters;
  private final Supplier<AgentConfig> config;

  /**
   * @param writes who fires events in a datacenter; this agent itself when there is nobody
   */
  EventHandlers(
      UserEvents events,
      Function<String, Optional<EventWrites>> writes,
      ReadParameters parameters,
      Supplier<AgentConfig> config) {
    this.config = config;
    this.events = events;
    this.writes = writes;
    this.parameters = parameters;
  }

  List<Route> routes() {
    return List.of(
        Route.at(FIRE, Endpoint.blocking("PUT", this::fire)),
        Route.at("/v1/event/list", Endpoint.quick("GET", this::list)));
  }

  private Response fire(Request request) {
    var name = request.pathAfter(FIRE);
    if (name.isEmpty()) {
      throw new HttpException(400, "Missing name");
    }
    var query = request.query();
    var event =
        UserEvents.draft(
            name,
            Bytes.owned(request.body()),
            query.get("node"),
            query.get("service"),
            query.get("tag"));
    var caller = parameters.caller(request);
    var elsewhere = writes.apply(query.get("dc"));
    caller.authorizer().require(Resource.EVENT, name, Access.WRITE);
    if (elsewhere.isPresent()) {
      Replies.await(elsewhere.get().fire(name, UserEvents.packed(event), caller));
    } else {
      events.fire(event);
    }
    var out = JsonForm.writer(request);
    UserEvent.SHAPE.writeJson(event, out);
    return Response.json(out.toBytes());
  }

  private void list(Exchange exchange) {
    var request = exchange.request();
    var options = parameters.blocking(request);
    var name = request.query().get("name");
    var authorizer = options.caller().authorizer();
    var found =
        events.list(
            event ->
                (name.isEmpty() || event.name().equals(name))
                    && authorizer.allows(Resource.EVENT, event.name(), Access.READ),
            options.minIndex(),
            maxWait(options.maxWait()));
    if (!found.isDone()) {
      exchange.onGone(() -> found.cancel(false));
    }
    found.whenComplete(
        (answer, failure) -> {
          if (failure == null) {
            exchange.respond(response(request, answer));
          }
        });
  }

  /** Source: Consul 1.21.4 takes a wait that is not positive for none given. */
  private Duration maxWait(Duration asked) {
    var limits = config.get();
    if (!asked.isPositive()) {
      return limits.defaultQueryTime();
    }
    return asked.compareTo(limits.maxQueryTime()) > 0 ? limits.maxQueryTime() : asked;
  }

  private static Response response(Request request, FoundEvents found) {
    var out = JsonForm.writer(request);
    EVENTS.writeJson(found.events(), out);
    return Response.json(out.toBytes())
        .header("X-Consul-Index", Long.toUnsignedString(found.index()));
  }
}
