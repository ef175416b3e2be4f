package praetor.raft.jraft;

import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.option.RaftMetaStorageOptions;
import com.alipay.sofa.jraft.storage.RaftMetaStorage;
import java.io.IOException;
import praetor.raft.RaftFailure;
import praetor.raft.store.Vote;
import praetor.raft.store.VoteFile;

/**
 * Our vote file as SOFAJRaft's meta storage.
 *
 * <p>SOFAJRaft goes on in a term that could not be written. The failure is fatal for the engine
 * here, and nothing leaves the server any more.
 */
final class VoteAdapter implements RaftMetaStorage {

  private final String self;
  private final VoteFile file;
  private final FailStop failStop;
  private final Meters meters;

  VoteAdapter(String self, VoteFile file, FailStop failStop, Meters meters) {
    this.self = self;
    this.file = file;
    this.failStop = failStop;
    this.meters = meters;
  }

  @Override
  public boolean init(RaftMetaStorageOptions options) {
    return true;
  }

  @Override
  public void shutdown() {
    // The engine owns the file.
  }

  @Override
  public long getTerm() {
    return file.vote().term();
  }

  @Override
  public boolean setTerm(long term) {
    return save(new Vote(term, file.vote().votedFor()));
  }

  @Override
  public PeerId getVotedFor() {
    var id = file.vote().votedFor();
    return id.isEmpty() ? PeerId.emptyPeer() : Ids.peer(id);
  }

  @Override
  public boolean setVotedFor(PeerId peer) {
    return setTermAndVotedFor(getTerm(), peer);
  }

  @Override
  public boolean setTermAndVotedFor(long term, PeerId peer) {
    var votedFor = Ids.known(peer).orElse("");
    if (votedFor.equals(self)) {
      meters.meter().candidate();
    }
    return save(new Vote(term, votedFor));
  }

  private boolean save(Vote vote) {
    if (failStop.failed()) {
      return false;
    }
    try {
      file.save(vote);
      return true;
    } catch (IOException e) {
      failStop.fail(RaftFailure.Kind.DISK, "writing the vote failed: " + Reasons.of(e));
      return false;
    }
  }
}
