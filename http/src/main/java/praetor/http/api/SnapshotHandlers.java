package praetor.http.api;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import praetor.agent.servers.Servers;
import praetor.agent.servers.Snapshots;
import praetor.http.Headers;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.state.archive.RecordKind;
import praetor.state.archive.Target;

/**
 * /v1/snapshot: the whole state as an archive, out and in. Beyond Consul's: {@code ?target} leaves
 * out what an older version does not know, {@code ?only} and {@code ?as} restore a part, {@code
 * ?keep-unknown} takes archives with records that nobody knows.
 */
final class SnapshotHandlers {
  /** Names what a target does not get: {@code ServiceVirtualIP=3}. */
  private static final String LEFT_OUT = "X-Praetor-Left-Out";

  private final Servers servers;
  private final ReadParameters parameters;

  SnapshotHandlers(Servers servers, ReadParameters parameters) {
    this.servers = servers;
    this.parameters = parameters;
  }

  List<Route> routes() {
    return List.of(
        Route.at(
            "/v1/snapshot",
            Endpoint.blocking("GET", this::save),
            Endpoint.blocking("PUT", this::restore).streamedBody()));
  }

  private Response save(Request request) throws IOException {
    var options = parameters.options(request);
    var target = target(request.query().get("target"));
    var answer = servers.in(options.datacenter()).snapshots().save(options, target);
    var saved = answer.value();
    var response =
        Response.stream("application/x-gzip", saved::writeTo)
            .headers(ReadAnswers.headers(answer, options, ReadAnswers.Profile.PLAIN));
    return saved.leftOut().isEmpty() ? response : response.header(LEFT_OUT, named(saved.leftOut()));
  }

  private static Target target(String word) {
    if (word.isEmpty()) {
      return Target.PRAETOR;
    }
    return Target.named(word)
        .orElseThrow(
            () ->
                new HttpException(
                    400, "Unknown target \"" + word + "\": use one of " + Target.words()));
  }

  private static String named(Map<Integer, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> RecordKind.nameOf(entry.getKey()) + "=" + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private Response restore(Request request) throws IOException {
    var caller = parameters.caller(request);
    var query = request.query();
    var wish =
        new Snapshots.Restore(query.all("only"), query.get("as"), request.has("keep-unknown"));
    servers.in(query.get("dc")).snapshots().restore(request.bodyStream(), wish, caller);
    return Response.empty(200).headers(Headers.of("Content-Type", "application/octet-stream"));
  }
}
