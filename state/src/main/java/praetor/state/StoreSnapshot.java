package praetor.state;

import static praetor.model.codec.Codecs.list;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import praetor.model.DecodeException;
import praetor.model.codec.Shape;
import praetor.state.archive.RecordStream;
import praetor.state.archive.Target;
import praetor.state.command.RestoreRequest;

/**
 * All that a store is at one moment, as raft keeps it: the view, where its indexes stand beside
 * those of the log, and a restore that is under way. The form is that of archives with two kinds of
 * records of our own at the end, which no archive ever holds. Immutable.
 */
public final class StoreSnapshot {
  /** Where the indexes stand. Source: our own; Consul's types end at 127. */
  private static final int POSITION = 240;

  /** Begins the content of a staging area, to the end of the stream. */
  private static final int STAGING = 241;

  private final StateView view;
  private final long indexOffset;
  private final Staging.@Nullable Frozen staging;

  StoreSnapshot(StateView view, long indexOffset, Staging.@Nullable Frozen staging) {
    this.view = view;
    this.indexOffset = indexOffset;
    this.staging = staging;
  }

  private record Position(long indexOffset) {
    static final Shape<Position> SHAPE =
        Shape.<Position>of("praetor.Position")
            .uint64("IndexOffset", Position::indexOffset)
            .build(v -> new Position(v.next()));
  }

  private record StagingHead(RestoreRequest begin, long chunks, List<IndexTable.Entry> indexes) {
    static final Shape<StagingHead> SHAPE =
        Shape.<StagingHead>of("praetor.Staging")
            .field("Begin", RestoreRequest.SHAPE, StagingHead::begin)
            .uint64("Chunks", StagingHead::chunks)
            .field("Indexes", list(IndexTable.Entry.SHAPE), StagingHead::indexes)
            .build(v -> new StagingHead(v.next(), v.next(), v.next()));

    static StagingHead of(Staging.Frozen staging) {
      List<IndexTable.Entry> indexes = new ArrayList<>();
      new TreeMap<>(staging.indexes())
          .forEach((key, value) -> indexes.add(new IndexTable.Entry(key, value)));
      return new StagingHead(staging.begin(), staging.chunks(), indexes);
    }

    Map<String, Long> indexMap() {
      Map<String, Long> map = new TreeMap<>();
      indexes.forEach(entry -> map.put(entry.key(), entry.value()));
      return map;
    }
  }

  /** Writes everything. Does not close the stream. */
  public void writeTo(OutputStream out) throws IOException {
    var writer = new SnapshotWriter(out, Target.PRAETOR);
    writer.view(view);
    writer.record(POSITION, Position.SHAPE, new Position(indexOffset));
    if (staging != null) {
      writer.record(STAGING, StagingHead.SHAPE, StagingHead.of(staging));
      writer.records(staging.rows());
    }
    writer.flush();
  }

  /** What was read, to be taken over by a store. */
  record Content(StateView view, long indexOffset, @Nullable Staging staging) {}

  /** Reads what {@link #writeTo} wrote. */
  static Content read(InputStream in) throws IOException, DecodeException {
    var records = new RecordStream(in);
    var load = new SnapshotReader.Load(records.header().lastIndex());
    long indexOffset = 0;
    Staging staging = null;
    while (staging == null && records.next()) {
      switch (records.type()) {
        case POSITION -> indexOffset = Position.SHAPE.readPack(records.reader()).indexOffset();
        case STAGING -> staging = staging(records);
        default -> load.readOne(records);
      }
    }
    return new Content(load.finish(), indexOffset, staging);
  }

  private static Staging staging(RecordStream records) throws IOException, DecodeException {
    var head = StagingHead.SHAPE.readPack(records.reader());
    var load = new SnapshotReader.Load(head.begin().lastIndex(), head.indexMap());
    load.readAll(records);
    return Staging.resume(head.begin(), load, head.chunks());
  }
}
