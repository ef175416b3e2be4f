package praetor.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import praetor.model.codec.JsonWriter;
import praetor.snapshot.drill.Inventory;

/**
 * How a snapshot agent is doing.
 *
 * @param leader whether it is the one that saves
 * @param lastGood the last snapshot that was proved and stored, by this agent or one before it
 * @param saved how many this agent has saved
 * @param failures how many of its runs failed
 * @param failuresInRow how many of them since the last good one
 * @param lastError why the last run failed, unless it was good
 */
public record AgentStatus(
    boolean leader,
    Optional<Good> lastGood,
    long saved,
    long failures,
    int failuresInRow,
    Optional<String> lastError) {

  static final AgentStatus NEW =
      new AgentStatus(false, Optional.empty(), 0, 0, 0, Optional.empty());

  /**
   * A good snapshot.
   *
   * @param details what is known when this agent has made it
   */
  public record Good(SnapshotId id, Optional<Details> details) {}

  /**
   * What a run has brought.
   *
   * @param index raft index of the state
   * @param bytes as stored
   * @param took from the first byte asked for to the last one stored
   * @param inventory what it holds
   */
  public record Details(long index, long bytes, Duration took, Inventory inventory) {}

  AgentStatus leading(boolean leads) {
    return new AgentStatus(leads, lastGood, saved, failures, failuresInRow, lastError);
  }

  /** A newer one was found in the store. */
  AgentStatus found(Optional<SnapshotId> newest) {
    boolean newer =
        newest.isPresent()
            && lastGood.filter(good -> good.id().compareTo(newest.get()) >= 0).isEmpty();
    return newer
        ? new AgentStatus(
            leader,
            Optional.of(new Good(newest.get(), Optional.empty())),
            saved,
            failures,
            failuresInRow,
            lastError)
        : this;
  }

  AgentStatus succeeded(SnapshotId id, Details details) {
    var good = new Good(id, Optional.of(details));
    return new AgentStatus(leader, Optional.of(good), saved + 1, failures, 0, Optional.empty());
  }

  AgentStatus failed(String why) {
    return new AgentStatus(
        leader, lastGood, saved, failures + 1, failuresInRow + 1, Optional.of(why));
  }

  /** The runs that failed belong to a term of leadership that is over; the error stays known. */
  AgentStatus forgiven() {
    return new AgentStatus(leader, lastGood, saved, failures, 0, lastError);
  }

  /** How long ago the last good one was begun. */
  public Optional<Duration> age(Instant now) {
    return lastGood.map(good -> Duration.between(good.id().time(), now));
  }

  /** What {@code GET /v1/snapshot/status} answers. */
  public String json(Instant now) {
    var json = JsonWriter.compact().beginObject();
    json.name("Leader").value(leader);
    json.name("LastID");
    lastGood.ifPresentOrElse(good -> json.value(good.id().toString()), json::nullValue);
    json.name("LastTime");
    lastGood.ifPresentOrElse(good -> json.value(good.id().time().toString()), json::nullValue);
    json.name("LastAgeSeconds");
    age(now).ifPresentOrElse(age -> json.value(age.toSeconds()), json::nullValue);
    var details = lastGood.flatMap(Good::details);
    json.name("LastIndex");
    details.ifPresentOrElse(d -> json.unsigned(d.index()), json::nullValue);
    json.name("LastSizeBytes");
    details.ifPresentOrElse(d -> json.value(d.bytes()), json::nullValue);
    json.name("LastDurationMs");
    details.ifPresentOrElse(d -> json.value(d.took().toMillis()), json::nullValue);
    json.name("LastRecords");
    details.ifPresentOrElse(d -> json.value(d.inventory().count()), json::nullValue);
    json.name("Saved").value(saved);
    json.name("Failures").value(failures);
    json.name("FailuresInRow").value(failuresInRow);
    json.name("LastError");
    lastError.ifPresentOrElse(json::value, json::nullValue);
    return json.endObject().toText();
  }
}
