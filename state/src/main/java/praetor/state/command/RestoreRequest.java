package praetor.state.command;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.TEXT;
import static praetor.model.codec.Codecs.list;

import java.util.List;
import praetor.model.Bytes;
import praetor.model.codec.Shape;

/**
 * A step of a restore, which goes through the log in pieces: it begins, its records come in chunks
 * that change nothing yet, and it is committed at once or aborted.
 *
 * @param op one of the constants; an unknown one is refused when it is applied
 * @param id of this restore; a step of another one than the last that began is refused
 * @param number of a chunk, from 0 on; of a commit how many chunks there were
 * @param index of a beginning: the raft index that the snapshot was taken at, unsigned
 * @param lastIndex of a beginning: the last index in the snapshot's header, unsigned
 * @param only of a commit: what is restored, as {@link RestoreScope} reads it; empty for everything
 * @param as of a commit: the prefix that keys get in place of theirs
 * @param records of a chunk: whole records, each with its type
 */
public record RestoreRequest(
    String op,
    String id,
    long number,
    long index,
    long lastIndex,
    List<String> only,
    String as,
    Bytes records)
    implements Command {
  public static final String BEGIN = "begin";
  public static final String CHUNK = "chunk";
  public static final String COMMIT = "commit";
  public static final String ABORT = "abort";

  public static final Shape<RestoreRequest> SHAPE =
      Shape.<RestoreRequest>of("praetor.RestoreRequest")
          .field("Op", STRING, RestoreRequest::op)
          .field("ID", STRING, RestoreRequest::id)
          .uint64("Number", RestoreRequest::number)
          .uint64("Index", RestoreRequest::index)
          .uint64("LastIndex", RestoreRequest::lastIndex)
          .field("Only", list(STRING), RestoreRequest::only)
          .field("As", STRING, RestoreRequest::as)
          .field("Records", TEXT, RestoreRequest::records)
          .build(
              v ->
                  new RestoreRequest(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next()));

  public RestoreRequest {
    only = List.copyOf(only);
  }

  public static RestoreRequest begin(String id, long index, long lastIndex) {
    return new RestoreRequest(BEGIN, id, 0, index, lastIndex, List.of(), "", Bytes.EMPTY);
  }

  public static RestoreRequest chunk(String id, long number, Bytes records) {
    return new RestoreRequest(CHUNK, id, number, 0, 0, List.of(), "", records);
  }

  /** Puts the snapshot in the place of everything. */
  public static RestoreRequest commit(String id, long chunks) {
    return commit(id, chunks, List.of(), "");
  }

  /** Puts a part of the snapshot in the place of the same part. */
  public static RestoreRequest commit(String id, long chunks, List<String> only, String as) {
    return new RestoreRequest(COMMIT, id, chunks, 0, 0, only, as, Bytes.EMPTY);
  }

  public static RestoreRequest abort(String id) {
    return new RestoreRequest(ABORT, id, 0, 0, 0, List.of(), "", Bytes.EMPTY);
  }
}
