package praetor.state;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import praetor.model.DecodeException;
import praetor.model.codec.Codec;
import praetor.model.codec.PackReader;
import praetor.model.entry.ConfigEntry;
import praetor.state.command.ConfigEntryRequest;

/**
 * Config entries by kind and name. An entry that is written as it is stays untouched, whatever
 * index was asked of it.
 *
 * <p>Source: answers of Consul 1.21.4, vectors config-entries and config-errors.
 */
final class ConfigEntryTable {
  static final Table<ConfigEntry> TABLE =
      Table.<ConfigEntry>named(IndexTable.CONFIG_ENTRIES)
          .key(row -> key(row.kind(), row.name()))
          .modifyIndex(ConfigEntry::modifyIndex)
          .snapshot(new Part());

  private ConfigEntryTable() {}

  private static byte[] key(String kind, String name) {
    return Keys.join(kind, name);
  }

  static Outcome apply(WriteTxn txn, ConfigEntryRequest request) {
    var entry = request.entry();
    var present = find(txn, entry.kind(), entry.name());
    long index = present.map(ConfigEntry::modifyIndex).orElse(0L);
    boolean asExpected = index == entry.modifyIndex();
    return switch (request.op()) {
      case UPSERT -> set(txn, present, entry);
      case UPSERT_CAS ->
          asExpected || present.filter(entry::says).isPresent()
              ? set(txn, present, entry)
              : new Outcome.Answered(false);
      case DELETE -> delete(txn, present);
      case DELETE_CAS ->
          asExpected || present.isEmpty() ? delete(txn, present) : new Outcome.Answered(false);
      case NONE -> new Outcome.Refused("invalid config entry operation: ");
    };
  }

  private static Outcome set(WriteTxn txn, Optional<ConfigEntry> present, ConfigEntry entry) {
    if (present.filter(entry::says).isEmpty()) {
      long created = present.map(ConfigEntry::createIndex).orElse(txn.index());
      txn.put(TABLE, entry.withIndexes(created, txn.index()));
      changed(txn);
    }
    return new Outcome.Answered(true);
  }

  private static Outcome delete(WriteTxn txn, Optional<ConfigEntry> present) {
    if (present.isPresent()) {
      txn.delete(TABLE, key(present.get().kind(), present.get().name()));
      changed(txn);
    }
    return new Outcome.Answered(true);
  }

  private static void changed(WriteTxn txn) {
    IndexTable.bump(txn, IndexTable.CONFIG_ENTRIES);
    txn.changes().topic(Topic.Kind.TABLE, TABLE.name());
  }

  private static Optional<ConfigEntry> find(Tables tables, String kind, String name) {
    return tables.get(TABLE, key(kind, name));
  }

  static Read<Optional<ConfigEntry>> get(StateView view, String kind, String name, WatchSet watch) {
    return new Read<>(index(view, watch), find(view, kind, name));
  }

  /** The entries of a kind by name. */
  static Read<List<ConfigEntry>> ofKind(StateView view, String kind, WatchSet watch) {
    return new Read<>(index(view, watch), view.rows(TABLE).listBelow(Keys.of(kind)));
  }

  /** All entries by kind and name. */
  static Read<List<ConfigEntry>> all(StateView view, WatchSet watch) {
    return new Read<>(index(view, watch), view.rows(TABLE).listBelow(new byte[0]));
  }

  private static long index(StateView view, WatchSet watch) {
    watch.add(view, Topic.Kind.TABLE, TABLE.name());
    return IndexTable.max(view, IndexTable.CONFIG_ENTRIES);
  }

  /** Entries of kinds without declaration stay foreign records. */
  private static final class Part implements SnapshotPart.Custom<ConfigEntry> {
    @Override
    public int type() {
      return 22;
    }

    @Override
    public Codec<?> codec() {
      return ConfigEntryRequest.CODEC;
    }

    @Override
    public void write(Tables tables, SnapshotWriter out) throws IOException {
      var cursor = tables.rows(TABLE).all();
      while (cursor.next()) {
        var held = new ConfigEntryRequest(ConfigEntryRequest.Op.NONE, cursor.row());
        out.record(type(), ConfigEntryRequest.CODEC, held);
      }
    }

    @Override
    public void read(PackReader in, SnapshotReader.Load load) throws DecodeException {
      var request = ConfigEntryRequest.readDeclared(in);
      if (request.isEmpty()) {
        load.keep();
      } else {
        load.txn().put(TABLE, request.get().entry());
      }
    }
  }
}
