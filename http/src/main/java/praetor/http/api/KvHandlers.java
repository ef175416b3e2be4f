package praetor.http.api;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import praetor.agent.read.Answer;
import praetor.agent.read.KvGet;
import praetor.agent.read.KvKeys;
import praetor.agent.read.KvList;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.Servers;
import praetor.http.Body;
import praetor.http.BodyRule;
import praetor.http.Exchange;
import praetor.http.Headers;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.Bytes;
import praetor.model.KvEntry;
import praetor.model.codec.Codecs;
import praetor.model.codec.JsonWriter;
import praetor.state.command.KvsRequest;

/** /v1/kv/: reads, lists and writes of keys. */
final class KvHandlers {
  private static final String PATH = "/v1/kv/";

  private static final Encoding<Optional<KvEntry>> ONE = KvHandlers::writeOne;
  private static final Encoding<List<KvEntry>> ENTRIES = Encoding.of(Codecs.list(KvEntry.SHAPE));
  private static final Encoding<List<Bytes>> KEYS = Encoding.of(Codecs.list(Codecs.TEXT));

  /** Raw values come from anybody: a browser must neither guess their type nor run them. */
  private static final Headers RAW =
      Headers.of(
          "Content-Type", "text/plain",
          "Content-Security-Policy", "sandbox",
          "X-Content-Type-Options", "nosniff");

  private static final BodyRule.Refusal TOO_LARGE =
      BodyRule.Whole.refusalNaming("kv_max_value_size");

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

  private final Servers servers;
  private final ReadParameters parameters;
  private final ReadAnswers reads;
  private final long valueBytesMax;

  /**
   * @param valueBytesMax limits.kv_max_value_size
   */
  KvHandlers(Servers servers, ReadParameters parameters, ReadAnswers reads, long valueBytesMax) {
    this.servers = servers;
    this.parameters = parameters;
    this.reads = reads;
    this.valueBytesMax = valueBytesMax;
  }

  List<Route> routes() {
    return List.of(
        Route.at(
            PATH,
            Endpoint.quick("GET", this::get),
            Endpoint.quick("PUT", this::put).maxBody(valueBytesMax, TOO_LARGE),
            Endpoint.quick("DELETE", this::delete)));
  }

  private void get(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    var options = parameters.options(request);
    var key = key(request);
    // Presence is what counts: consulate sends ?recurse=None.
    if (request.has("keys")) {
      listKeys(exchange, key, options);
    } else if (request.has("recurse")) {
      reads.json(
          exchange,
          new KvList(key),
          options,
          ENTRIES,
          ReadAnswers.Profile.PLAIN,
          entries -> entries.isEmpty() ? 404 : 200);
    } else {
      getOne(exchange, named(key), options);
    }
  }

  private void listKeys(Exchange exchange, Bytes prefix, ReadOptions options) {
    var query = exchange.request().query();
    // "seperator" is the older spelling, which clients still send.
    var separator = query.first("separator").or(() -> query.first("seperator")).orElse("");
    reads.json(
        exchange,
        new KvKeys(prefix, Bytes.utf8(separator)),
        options,
        KEYS,
        ReadAnswers.Profile.PLAIN,
        keys -> keys.isEmpty() && !prefix.isEmpty() ? 404 : 200);
  }

  private void getOne(Exchange exchange, Bytes key, ReadOptions options) {
    if (exchange.request().has("raw")) {
      reads.run(exchange, new KvGet(key), options, answer -> raw(answer, options));
    } else {
      reads.json(
          exchange,
          new KvGet(key),
          options,
          ONE,
          ReadAnswers.Profile.PLAIN,
          entry -> entry.isEmpty() ? 404 : 200);
    }
  }

  private static Response raw(Answer<Optional<KvEntry>> answer, ReadOptions options) {
    var headers = ReadAnswers.headers(answer, options, ReadAnswers.Profile.PLAIN);
    return answer
        .value()
        .map(entry -> Response.of(200, RAW, new Body.Bytes(entry.value().array())))
        .orElseGet(() -> Response.empty(404))
        .headers(headers);
  }

  private static void writeOne(Optional<KvEntry> entry, JsonWriter out) {
    out.beginArray();
    entry.ifPresent(found -> KvEntry.SHAPE.writeJson(found, out));
    out.endArray();
  }

  private void put(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    ReadParameters.cacheControl(request);
    var key = named(key(request));
    var query = request.query();
    refuseConflict(request, "cas", "acquire", "release");
    long flags = query.has("flags") ? unsigned(query.get("flags")) : 0;
    var op = KvsRequest.SET;
    long modifyIndex = 0;
    var session = "";
    if (query.has("cas")) {
      op = KvsRequest.CAS;
      modifyIndex = unsigned(query.get("cas"));
    } else if (query.has("acquire")) {
      op = KvsRequest.LOCK;
      session = query.get("acquire");
    } else if (query.has("release")) {
      op = KvsRequest.UNLOCK;
      session = query.get("release");
    }
    var value = Bytes.owned(request.body());
    var entry = new KvEntry(0, key, flags, value, session, 0, modifyIndex);
    write(exchange, new KvsRequest(op, entry));
  }

  private void delete(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    ReadParameters.cacheControl(request);
    var key = key(request);
    var query = request.query();
    refuseConflict(request, "cas", "recurse");
    if (query.has("recurse")) {
      write(exchange, new KvsRequest(KvsRequest.DELETE_TREE, keyOnly(key, 0)));
    } else if (query.has("cas")) {
      long modifyIndex = unsigned(query.get("cas"));
      write(exchange, new KvsRequest(KvsRequest.DELETE_CAS, keyOnly(named(key), modifyIndex)));
    } else {
      write(exchange, new KvsRequest(KvsRequest.DELETE, keyOnly(named(key), 0)));
    }
  }

  private void write(Exchange exchange, KvsRequest write) {
    var request = exchange.request();
    var caller = parameters.caller(request);
    CompletableFuture<Boolean> done =
        servers.in(request.query().get("dc")).kv().apply(write, caller);
    done.whenComplete(
        (held, failure) ->
            exchange.respond(
                failure == null ? answer(request, held) : ReadAnswers.failed(failure)));
  }

  private static Response answer(Request request, boolean held) {
    return request.has("pretty")
        ? Response.json(JsonForm.writer(request).value(held).toBytes())
        : Response.json(held ? TRUE : FALSE);
  }

  private static KvEntry keyOnly(Bytes key, long modifyIndex) {
    return new KvEntry(0, key, 0, Bytes.EMPTY, "", 0, modifyIndex);
  }

  private static Bytes key(Request request) {
    return Bytes.owned(request.pathBytesAfter(PATH));
  }

  private static Bytes named(Bytes key) {
    if (key.isEmpty()) {
      throw new HttpException(400, "Missing key name");
    }
    return key;
  }

  private static void refuseConflict(Request request, String... names) {
    int found = 0;
    for (var name : names) {
      found += request.has(name) ? 1 : 0;
    }
    if (found > 1) {
      throw new HttpException(400, "Conflicting flags: " + request.query().encoded() + "\n");
    }
  }

  private static long unsigned(String text) {
    return GoText.parseUint(text);
  }
}
