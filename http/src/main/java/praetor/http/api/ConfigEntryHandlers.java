package praetor.http.api;

import java.util.List;
import java.util.Optional;
import praetor.agent.entry.ConfigEntryGet;
import praetor.agent.entry.ConfigEntryList;
import praetor.agent.entry.ExportedService;
import praetor.agent.entry.ExportedServices;
import praetor.agent.read.Answer;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.Replies;
import praetor.agent.servers.Servers;
import praetor.http.Exchange;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.DecodeException;
import praetor.model.codec.Codecs;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonWriter;
import praetor.model.entry.ConfigEntry;
import praetor.model.entry.EntryDecoder;
import praetor.model.entry.EntryJson;
import praetor.model.entry.EntryKinds;
import praetor.state.command.ConfigEntryRequest;
import praetor.state.command.ConfigEntryRequest.Op;

/**
 * /v1/config: config entries, and /v1/exported-services, which follows from one of them. Source:
 * vectors config-entries and config-errors.
 */
final class ConfigEntryHandlers {
  private static final String PREFIX = "/v1/config/";

  private static final Encoding<List<ConfigEntry>> ENTRIES = ConfigEntryHandlers::writeAll;
  private static final Encoding<List<ExportedService>> EXPORTS =
      Encoding.of(Codecs.list(ExportedService.SHAPE));

  private final Servers servers;
  private final ReadParameters parameters;
  private final ReadAnswers reads;

  ConfigEntryHandlers(Servers servers, ReadParameters parameters, ReadAnswers reads) {
    this.servers = servers;
    this.parameters = parameters;
    this.reads = reads;
  }

  List<Route> routes() {
    return List.of(
        Route.at("/v1/config", Endpoint.blocking("PUT", this::write)),
        Route.at(
            PREFIX, Endpoint.quick("GET", this::read), Endpoint.blocking("DELETE", this::delete)),
        Route.at("/v1/exported-services", Endpoint.quick("GET", this::exportedServices)));
  }

  /** The kind and name in a path; what is not there is empty. */
  private record Place(String kind, String name) {
    static Place of(Request request) {
      var rest = request.pathAfter(PREFIX);
      int slash = rest.indexOf('/');
      return slash < 0
          ? new Place(rest, "")
          : new Place(rest.substring(0, slash), rest.substring(slash + 1));
    }

    /** Refuses a kind that nobody knows. */
    void check(int status) {
      if (!kind.isEmpty() && !EntryKinds.exists(kind)) {
        throw new HttpException(status, "invalid config entry kind: " + kind);
      }
    }
  }

  private void read(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    var options = parameters.options(request);
    var place = Place.of(request);
    place.check(500);
    if (place.name().isEmpty()) {
      var filter = RowParameters.filter(request, ConfigEntryList.FILTERED);
      var query = new ConfigEntryList(place.kind(), filter);
      reads.json(exchange, query, options, ENTRIES, ReadAnswers.Profile.PLAIN);
    } else {
      var query = new ConfigEntryGet(place.kind(), place.name());
      reads.run(exchange, query, options, answer -> one(request, place, answer, options));
    }
  }

  private static Response one(
      Request request, Place place, Answer<Optional<ConfigEntry>> answer, ReadOptions options) {
    var response =
        answer
            .value()
            .map(entry -> Response.json(json(request, entry)))
            .orElseGet(
                () ->
                    Response.text(
                        404,
                        "Config entry not found for \"%s\" / \"%s\""
                            .formatted(place.kind(), place.name())));
    return response.headers(ReadAnswers.headers(answer, options, ReadAnswers.Profile.PLAIN));
  }

  private static byte[] json(Request request, ConfigEntry entry) {
    var out = JsonForm.writer(request);
    EntryJson.write(entry, out);
    return out.toBytes();
  }

  private static void writeAll(List<ConfigEntry> entries, JsonWriter out) {
    out.beginArray();
    entries.forEach(entry -> EntryJson.write(entry, out));
    out.endArray();
  }

  private Response write(Request request) {
    ReadParameters.refuseEnterprise(request);
    var entry = entry(request);
    var cas = cas(request);
    var written =
        cas.isPresent()
            ? new ConfigEntryRequest(Op.UPSERT_CAS, entry.withIndexes(0, cas.get()))
            : new ConfigEntryRequest(Op.UPSERT, entry);
    return said(request, apply(request, written));
  }

  private static ConfigEntry entry(Request request) {
    try {
      return EntryDecoder.read(JsonReader.read(request.body()));
    } catch (DecodeException e) {
      throw new HttpException(400, "Request decoding failed: " + e.getMessage());
    }
  }

  private static Optional<Long> cas(Request request) {
    var cas = request.query().get("cas");
    return cas.isEmpty() ? Optional.empty() : Optional.of(GoText.parseUint(cas));
  }

  private boolean apply(Request request, ConfigEntryRequest written) {
    return Replies.await(
        servers
            .in(request.query().get("dc"))
            .configEntries()
            .apply(written, parameters.caller(request)));
  }

  private static Response said(Request request, boolean held) {
    return Response.json(JsonForm.writer(request).value(held).toBytes());
  }

  private Response delete(Request request) {
    ReadParameters.refuseEnterprise(request);
    var place = Place.of(request);
    if (place.name().isEmpty()) {
      throw new HttpException(404, "Must provide both a kind and name to delete");
    }
    place.check(400);
    var cas = cas(request);
    var entry = ConfigEntry.named(place.kind(), place.name());
    // Of a kind that is not declared there is nothing that could be deleted.
    boolean declared = EntryKinds.find(place.kind()).isPresent();
    if (cas.isPresent()) {
      var deletion = new ConfigEntryRequest(Op.DELETE_CAS, entry.withIndexes(0, cas.get()));
      return said(request, !declared || apply(request, deletion));
    }
    if (declared) {
      apply(request, new ConfigEntryRequest(Op.DELETE, entry));
    }
    return Response.json(JsonForm.writer(request).beginObject().endObject().toBytes());
  }

  private void exportedServices(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refusePartition(request);
    var options = parameters.options(request);
    reads.json(exchange, new ExportedServices(), options, EXPORTS, ReadAnswers.Profile.INDEXED);
  }
}
