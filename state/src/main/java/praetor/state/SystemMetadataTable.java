package praetor.state;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.UINT64;

import praetor.model.codec.Shape;

/** Facts about the datacenter's own data, such as in which form intentions are stored. */
final class SystemMetadataTable {
  static final Table<Entry> TABLE =
      Table.<Entry>named("system-metadata")
          .key(row -> Keys.of(row.key()))
          .modifyIndex(Entry::modifyIndex)
          .snapshot(SnapshotPart.of(31, Entry.SHAPE));

  private SystemMetadataTable() {}

  /** A fact. */
  record Entry(String key, String value, long createIndex, long modifyIndex) {
    static final Shape<Entry> SHAPE =
        Shape.<Entry>of("structs.SystemMetadataEntry")
            .field("Key", STRING, Entry::key)
            .field("Value", STRING, Entry::value)
            .field("CreateIndex", UINT64, Entry::createIndex)
            .field("ModifyIndex", UINT64, Entry::modifyIndex)
            .build(v -> new Entry(v.next(), v.next(), v.next(), v.next()));
  }
}
