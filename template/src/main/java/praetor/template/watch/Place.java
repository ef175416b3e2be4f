package praetor.template.watch;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import praetor.client.Query;
import praetor.template.lang.FunctionException;
import praetor.template.lang.GoQuote;

/**
 * Where a question goes.
 *
 * @param parameters namespace and the like, by their names in the API
 */
record Place(Optional<String> datacenter, Map<String, String> parameters) {
  static final Place HERE = new Place(Optional.empty(), Map.of());

  private static final String KEYS = "ns,peer,partition,sameness-group";

  Place {
    parameters = Map.copyOf(parameters);
  }

  /** Reads {@code ns=a&peer=b}. */
  static Place parse(Optional<String> query, Optional<String> datacenter) throws FunctionException {
    var parameters = new TreeMap<String, String>();
    if (query.isPresent()) {
      for (var part : query.get().split("&", -1)) {
        if (part.isEmpty()) {
          continue;
        }
        int equals = part.indexOf('=');
        var key = equals < 0 ? part : part.substring(0, equals);
        if (!java.util.List.of(KEYS.split(",", -1)).contains(key)) {
          throw new FunctionException(
              "invalid query parameter key %s in query %s: supported keys: %s"
                  .formatted(GoQuote.text(key, false), GoQuote.text(query.get(), false), KEYS));
        }
        parameters.put(key, equals < 0 ? "" : part.substring(equals + 1));
      }
    }
    return new Place(datacenter, parameters);
  }

  Query query() {
    var query = Query.NONE.and("dc", datacenter);
    for (var parameter : new TreeMap<>(parameters).entrySet()) {
      query = query.and(parameter.getKey(), parameter.getValue());
    }
    return query;
  }

  /** What log lines show behind a name. */
  String shown() {
    return datacenter.map(dc -> "@" + dc).orElse("");
  }
}
