package praetor.snapshot.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import praetor.client.ConsulClient;
import praetor.client.Query;
import praetor.client.Request;
import praetor.client.Response;
import praetor.client.StatusException;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.snapshot.SaveSource;
import praetor.snapshot.SnapshotId;
import praetor.snapshot.drill.Inventory;
import praetor.snapshot.storage.Reasons;
import praetor.snapshot.storage.WorkFile;
import praetor.state.archive.RecordKind;

/** Backups of the keys below a prefix, read in one request and so all of one moment. */
public final class KvSource implements SaveSource {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final ConsulClient client;
  private final Query query;
  private final String prefix;
  private final BackupNames names;
  private final KvFile.Shape shape;

  /**
   * @param query parameters of the request: datacenter, stale
   * @param prefix empty for all keys
   */
  public KvSource(
      ConsulClient client, Query query, String prefix, BackupNames names, KvFile.Shape shape) {
    this.client = client;
    this.query = query;
    this.prefix = prefix;
    this.names = names;
    this.shape = shape;
  }

  @Override
  public String fileName(SnapshotId id) {
    return names.fileName(id);
  }

  @Override
  public Optional<SnapshotId> idOf(String name) {
    return names.idOf(name);
  }

  @Override
  public String describe(SnapshotId id) {
    return "backup " + fileName(id);
  }

  @Override
  public Taken take(WorkFile into, Optional<Inventory> lastGood) throws IOException {
    var answer = fetch();
    var records = answer.status() == NOT_FOUND ? List.<KvRecord>of() : records(answer.body());
    write(KvFile.encode(records, shape), into);
    prove(records, into);
    return new Taken(answer.index().orElse(0L), inventory(records));
  }

  /** Source: Consul answers 404 with an empty body when there are no keys. */
  private Response fetch() throws IOException {
    try {
      var answer = client.call(Request.get("/v1/kv/" + prefix).with(query).with("recurse", ""));
      if (answer.status() != OK && answer.status() != NOT_FOUND) {
        throw StatusException.of(answer);
      }
      return answer;
    } catch (IOException failure) {
      throw new IOException("failed to read the keys: " + Reasons.of(failure), failure);
    }
  }

  private static List<KvRecord> records(Bytes body) throws IOException {
    try {
      return KvFile.decode(body);
    } catch (DecodeException malformed) {
      throw new IOException("the answer with the keys is damaged: " + malformed.getMessage());
    }
  }

  private static void write(Bytes content, WorkFile into) throws IOException {
    var left = ByteBuffer.wrap(content.array());
    while (left.hasRemaining()) {
      into.channel().write(left);
    }
    into.channel().force(true);
  }

  /** What lies on the disk says what was read. */
  private static void prove(List<KvRecord> records, WorkFile file) throws IOException {
    if (!records(Bytes.owned(Files.readAllBytes(file.path()))).equals(records)) {
      throw new IOException("the backup does not hold what was read");
    }
  }

  private static Inventory inventory(List<KvRecord> records) {
    var kinds = new TreeMap<Integer, Inventory.Kind>();
    kinds.put(RecordKind.KVS.type(), new Inventory.Kind(records.size(), records.hashCode()));
    return new Inventory(kinds, Map.of());
  }
}
