package praetor.client.lock;

import java.util.Set;
import java.util.TreeSet;
import praetor.client.JsonView;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonWriter;

/**
 * Who holds a semaphore: the content of its key.
 *
 * @param limit how many may hold it
 * @param ids of their sessions
 */
record Holders(long limit, Set<String> ids) {
  Holders {
    ids = Set.copyOf(ids);
  }

  static Holders read(Bytes value) throws LockException {
    try {
      var json = JsonView.of(JsonReader.readWhole(value.array()));
      return new Holders(json.number("Limit"), json.field("Holders").fields(_ -> true).keySet());
    } catch (DecodeException notJson) {
      throw new LockException("lock decoding failed: " + notJson.getMessage());
    }
  }

  /** Only those that are still there. */
  Holders among(Set<String> present) {
    var left = new TreeSet<>(ids);
    left.retainAll(present);
    return new Holders(limit, left);
  }

  Holders with(String id) {
    var more = new TreeSet<>(ids);
    more.add(id);
    return new Holders(limit, more);
  }

  Holders without(String id) {
    var fewer = new TreeSet<>(ids);
    fewer.remove(id);
    return new Holders(limit, fewer);
  }

  boolean isFull() {
    return ids.size() >= limit;
  }

  Bytes toBytes() {
    var json = JsonWriter.compact().beginObject().name("Limit").value(limit);
    json.name("Holders").beginObject();
    new TreeSet<>(ids).forEach(id -> json.name(id).value(true));
    return Bytes.owned(json.endObject().endObject().toBytes());
  }
}
