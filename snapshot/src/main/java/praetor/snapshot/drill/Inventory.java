package praetor.snapshot.drill;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import praetor.model.DecodeException;
import praetor.model.codec.PackReader;
import praetor.state.archive.RecordHash;
import praetor.state.archive.RecordKind;
import praetor.state.archive.RecordStream;

/**
 * What a {@code state.bin} holds, counted: for each type of record how many there are and a number
 * for what they say, whatever their order; and the indexes of the tables.
 *
 * @param kinds by type byte
 * @param indexes the raft index of each table's last change, by the table's name
 */
public record Inventory(SortedMap<Integer, Kind> kinds, Map<String, Long> indexes) {
  /**
   * The tables whose content is one type of records and nothing else. Source: index keys of
   * snapshots of Consul 1.21.4.
   */
  private static final Map<Integer, String> TABLES =
      Map.of(
          RecordKind.KVS.type(), "kvs",
          RecordKind.SESSION.type(), "sessions",
          RecordKind.PREPARED_QUERY.type(), "prepared-queries",
          RecordKind.ACL_TOKEN.type(), "acl-tokens",
          RecordKind.ACL_POLICY.type(), "acl-policies",
          RecordKind.ACL_ROLE.type(), "acl-roles",
          RecordKind.ACL_BINDING_RULE.type(), "acl-binding-rules",
          RecordKind.ACL_AUTH_METHOD.type(), "acl-auth-methods",
          RecordKind.CONFIG_ENTRY.type(), "config-entries");

  public Inventory {
    kinds = Collections.unmodifiableSortedMap(new TreeMap<>(kinds));
    indexes = Map.copyOf(indexes);
  }

  /**
   * Records of a type.
   *
   * @param hash the sum of the records' numbers
   */
  public record Kind(long count, long hash) {
    static final Kind NONE = new Kind(0, 0);

    Kind and(long recordHash) {
      return new Kind(count + 1, hash + recordHash);
    }
  }

  /** Counts a whole state. */
  static Inventory of(InputStream state) throws IOException, DecodeException {
    var records = new RecordStream(state);
    records.header();
    var kinds = new TreeMap<Integer, Kind>();
    var indexes = new TreeMap<String, Long>();
    while (records.next()) {
      int type = records.type();
      if (type == RecordKind.INDEX.type()) {
        index(records.again(), indexes);
      } else if (type != RecordKind.CHUNKING.type()) {
        var before = kinds.getOrDefault(type, Kind.NONE);
        kinds.put(type, before.and(RecordHash.of(type, records.again())));
      }
    }
    return new Inventory(kinds, indexes);
  }

  private static void index(PackReader in, Map<String, Long> indexes) throws DecodeException {
    var key = "";
    long value = 0;
    for (int left = in.mapHeader(); left > 0; left--) {
      switch (in.string()) {
        case "Key" -> key = in.string();
        case "Value" -> value = in.unsigned();
        default -> in.skip();
      }
    }
    in.end();
    indexes.put(key, value);
  }

  /** How many records there are. */
  public long count() {
    return kinds.values().stream().mapToLong(Kind::count).sum();
  }

  /** The first type in which another inventory is not equal, in words. */
  Optional<String> difference(Inventory restored) {
    var types = new TreeSet<>(kinds.keySet());
    types.addAll(restored.kinds.keySet());
    for (int type : types) {
      var here = kind(type);
      var there = restored.kind(type);
      if (here.count() != there.count()) {
        return Optional.of(
            "%s: %d in the file, %d restored"
                .formatted(RecordKind.nameOf(type), here.count(), there.count()));
      }
      if (here.hash() != there.hash()) {
        return Optional.of(
            "%s: what was restored does not say what the file says"
                .formatted(RecordKind.nameOf(type)));
      }
    }
    return Optional.empty();
  }

  /**
   * What this snapshot has lost since an earlier one: a table that has not changed in between, by
   * its index, has to hold the same.
   */
  Optional<String> lostSince(Inventory earlier) {
    for (var table : new TreeMap<>(TABLES).entrySet()) {
      var index = Optional.ofNullable(indexes.get(table.getValue()));
      var before = Optional.ofNullable(earlier.indexes.get(table.getValue()));
      boolean unchanged = index.isPresent() && index.equals(before);
      int type = table.getKey();
      if (unchanged && !kind(type).equals(earlier.kind(type))) {
        return Optional.of(
            "%s: %d records, but %d in the last good snapshot, and index %s of %s is the same"
                .formatted(
                    RecordKind.nameOf(type),
                    kind(type).count(),
                    earlier.kind(type).count(),
                    Long.toUnsignedString(index.get()),
                    table.getValue()));
      }
    }
    return Optional.empty();
  }

  private Kind kind(int type) {
    return kinds.getOrDefault(type, Kind.NONE);
  }
}
