package praetor.snapshot.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import praetor.client.ConsulClient;
import praetor.client.Query;
import praetor.snapshot.storage.Reasons;

/**
 * Writes the keys of a backup back, one by one. Keys that the backup lacks stay as they are; keys
 * that are there already, too, unless they may be overwritten.
 */
public final class KvRestore {
  private static final String ABSENT = "0";

  private final ConsulClient client;
  private final Query query;

  /**
   * @param query parameters of each request: datacenter
   */
  public KvRestore(ConsulClient client, Query query) {
    this.client = client;
    this.query = query;
  }

  /**
   * What a restore did, or would do.
   *
   * @param written keys that were written
   * @param kept keys that are there with something else and were left alone
   * @param equal how many were there already as the backup has them
   */
  public record Result(List<KvRecord> written, List<KvRecord> kept, int equal) {
    public Result {
      written = List.copyOf(written);
      kept = List.copyOf(kept);
    }
  }

  /** The keys that there are. */
  public List<KvRecord> present(String prefix) throws IOException {
    return client.kv().list(prefix, query).stream().map(KvRecord::of).toList();
  }

  /** What a restore would do. */
  public Result plan(List<KvRecord> backup, boolean overwrite) throws IOException {
    var changes = KvChanges.between(present(""), backup);
    var written = new ArrayList<>(changes.added());
    if (overwrite) {
      written.addAll(changes.changed());
    }
    return new Result(
        written,
        overwrite ? List.of() : changes.changed(),
        backup.size() - changes.added().size() - changes.changed().size());
  }

  /**
   * Writes what the plan says. A key that somebody else has written meanwhile is kept, too.
   *
   * @throws IOException a key could not be written; those before it are
   */
  public Result restore(List<KvRecord> backup, boolean overwrite) throws IOException {
    var plan = plan(backup, overwrite);
    var written = new ArrayList<KvRecord>();
    var kept = new ArrayList<>(plan.kept());
    for (var key : plan.written()) {
      try {
        (write(key, overwrite) ? written : kept).add(key);
      } catch (IOException failure) {
        throw new IOException(
            "failed to write key \"%s\": %s; %d of %d keys were written before"
                .formatted(key.key(), Reasons.of(failure), written.size(), plan.written().size()),
            failure);
      }
    }
    return new Result(written, kept, plan.equal());
  }

  private boolean write(KvRecord key, boolean overwrite) throws IOException {
    var how = query.and("flags", Long.toUnsignedString(key.flags()));
    return client.kv().put(key.key(), key.value(), overwrite ? how : how.and("cas", ABSENT));
  }
}
