package praetor.state;

import static praetor.model.codec.Codecs.nullableList;

import java.io.IOException;
import java.util.List;
import praetor.model.DecodeException;
import praetor.model.NodeCoordinate;
import praetor.model.codec.Codec;
import praetor.model.codec.PackReader;

/** Coordinates in snapshots: each a list of its own. */
final class CoordinateSnapshot implements SnapshotPart.Custom<NodeCoordinate> {
  private static final Codec<List<NodeCoordinate>> LIST = nullableList(NodeCoordinate.SHAPE);

  @Override
  public int type() {
    return 6;
  }

  @Override
  public Codec<?> codec() {
    return LIST;
  }

  @Override
  public void write(Tables tables, SnapshotWriter out) throws IOException {
    var cursor = tables.rows(CoordinateTable.TABLE).all();
    while (cursor.next()) {
      out.record(type(), LIST, List.of(cursor.row()));
    }
  }

  @Override
  public void read(PackReader in, SnapshotReader.Load load) throws DecodeException {
    if (!in.skipNil()) {
      LIST.readPack(in).forEach(row -> load.txn().put(CoordinateTable.TABLE, row));
    }
  }
}
