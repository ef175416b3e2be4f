package praetor.agent.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.SortedMap;
import praetor.agent.acl.Caller;
import praetor.agent.read.Answer;
import praetor.agent.read.ReadOptions;
import praetor.state.archive.Target;

/**
 * The whole state as an archive, out and in. Both methods block; they fail with a {@link
 * praetor.agent.RequestException}. Safe for any thread.
 */
public interface Snapshots {
  /** A snapshot that was taken and is still to be written. Immutable. */
  interface Saved {
    /** How many records of each type were left out, because the target does not know them. */
    SortedMap<Integer, Integer> leftOut();

    /** Writes the archive; while the client is slow, the state moves on. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * What a restore is to do.
   *
   * @param only the parts to be restored, as {@link praetor.state.command.RestoreScope} reads them;
   *     empty for everything
   * @param as the prefix that restored keys get in place of theirs; empty for their own
   * @param unknownKinds whether records that no version of Consul writes are kept, too, instead of
   *     refusing the archive
   */
  record Restore(List<String> only, String as, boolean unknownKinds) {
    public static final Restore EVERYTHING = new Restore(List.of(), "", false);

    public Restore {
      only = List.copyOf(only);
    }
  }

  /**
   * Takes a snapshot.
   *
   * @param options stale ones take this server's state as it is
   */
  Answer<Saved> save(ReadOptions options, Target target) throws IOException;

  /**
   * Reads an archive, checks it, and puts it in the place of the state on all servers. Nothing has
   * changed when it fails before that, whatever is wrong with the archive.
   *
   * @throws IOException the archive could not be read to its end
   */
  void restore(InputStream archive, Restore wish, Caller caller) throws IOException;
}
