package praetor.state;

import static praetor.model.codec.Codecs.STRING;

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
            .uint64("CreateIndex", Entry::createIndex)
            .uint64("ModifyIndex", Entry::modifyIndex)
            .build(v -> new Entry(v.next(), v.next(), v.next(), v.next()));
  }
}
