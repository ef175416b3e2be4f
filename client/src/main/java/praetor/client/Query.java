package praetor.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Query parameters; a name may have several values. Encoded in order of names, as Go does. */
public record Query(List<Parameter> parameters) {

  public static final Query NONE = new Query(List.of());

  /** One name and one value, not encoded. */
  public record Parameter(String name, String value) {}

  public Query {
    parameters = List.copyOf(parameters);
  }

  public Query and(String name, String value) {
    return and(new Query(List.of(new Parameter(name, value))));
  }

  /** Adds a parameter when its value is there. */
  public Query and(String name, Optional<String> value) {
    return value.map(v -> and(name, v)).orElse(this);
  }

  public Query and(Query more) {
    var all = new ArrayList<>(parameters);
    all.addAll(more.parameters);
    return new Query(all);
  }

  String encoded() {
    var byName = new TreeMap<String, List<String>>();
    for (var parameter : parameters) {
      byName.computeIfAbsent(parameter.name(), _ -> new ArrayList<>()).add(parameter.value());
    }
    var text = new StringBuilder();
    byName.forEach((name, values) -> values.forEach(value -> append(text, name, value)));
    return text.toString();
  }

  private static void append(StringBuilder text, String name, String value) {
    if (!text.isEmpty()) {
      text.append('&');
    }
    text.append(UrlText.query(name)).append('=').append(UrlText.query(value));
  }
}
