package praetor.state;

import java.util.List;
import org.jspecify.annotations.Nullable;
import praetor.model.DecodeException;
import praetor.state.command.RestoreRequest;
import praetor.state.command.RestoreScope;

/**
 * The steps of a restore. States: none under way, or one with its staging area.
 *
 * <ul>
 *   <li>begin: a new staging area, whatever was there.
 *   <li>chunk: fills it; what cannot be read ends the restore.
 *   <li>commit: its content becomes the state, or a part of it; none is under way any more.
 *   <li>abort: forgotten.
 * </ul>
 *
 * <p>Owned by the apply thread.
 */
final class Restores {
  /** Far above any index that was ever reached, far below where sums would wrap around. */
  private static final long INDEX_MAX = 1L << 62;

  // Any thread may ask for its id.
  private volatile @Nullable Staging staging;

  /** What a step asks of the store. */
  sealed interface Step {
    /** Nothing but this answer. */
    record Answer(Outcome outcome) implements Step {}

    /**
     * To replace everything.
     *
     * @param indexAtLeast a raft index that everything in the view is below
     */
    record Replace(StateView view, long indexAtLeast, SnapshotReport report) implements Step {}

    /** To replace parts. */
    record Merge(StateView view, List<RestoreScope> scopes, String as, SnapshotReport report)
        implements Step {}
  }

  /** The staging area of the restore under way. */
  @Nullable Staging staging() {
    return staging;
  }

  void resume(@Nullable Staging other) {
    staging = other;
  }

  Step step(RestoreRequest request) {
    try {
      return switch (request.op()) {
        case RestoreRequest.BEGIN -> begin(request);
        case RestoreRequest.CHUNK -> {
          current(request).take(request);
          yield done();
        }
        case RestoreRequest.COMMIT -> commit(request);
        case RestoreRequest.ABORT -> abort(request);
        default -> throw new DecodeException("unknown step of a restore: " + request.op());
      };
    } catch (DecodeException e) {
      forget(request);
      return new Step.Answer(new Outcome.Refused(e.getMessage()));
    }
  }

  private Step begin(RestoreRequest request) throws DecodeException {
    checked(request.index());
    checked(request.lastIndex());
    staging = Staging.begin(request);
    return done();
  }

  private Step commit(RestoreRequest request) throws DecodeException {
    var scopes = RestoreScope.parseAll(request.only());
    var all = current(request);
    if (!all.hasAll(request.number())) {
      throw new DecodeException("chunks of the snapshot are missing");
    }
    var view = all.finish();
    staging = null;
    if (!scopes.isEmpty()) {
      return new Step.Merge(view, scopes, request.as(), all.report());
    }
    long index = IndexTable.highest(view);
    for (long known : all.indexes()) {
      index = Math.max(index, known);
    }
    return new Step.Replace(view, checked(index), all.report());
  }

  private Step abort(RestoreRequest request) {
    forget(request);
    return done();
  }

  private void forget(RestoreRequest request) {
    var current = staging;
    if (current != null && current.is(request.id())) {
      staging = null;
    }
  }

  private Staging current(RestoreRequest request) throws DecodeException {
    var current = staging;
    if (current == null || !current.is(request.id())) {
      throw new DecodeException("another restore has taken the place of this one");
    }
    return current;
  }

  private static long checked(long index) throws DecodeException {
    if (index < 0 || index > INDEX_MAX) {
      throw new DecodeException(
          "the index %s is out of range".formatted(Long.toUnsignedString(index)));
    }
    return index;
  }

  private static Step done() {
    return new Step.Answer(new Outcome.Done());
  }
}
