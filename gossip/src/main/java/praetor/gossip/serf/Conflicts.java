package praetor.gossip.serf;

import java.util.function.Consumer;
import org.slf4j.event.Level;
import praetor.gossip.MemberStatus;
import praetor.gossip.Output;
import praetor.gossip.QueryListener;
import praetor.gossip.QueryRequest;
import praetor.gossip.wire.Endpoint;
import praetor.model.Bytes;
import praetor.model.DecodeException;

/**
 * When somebody else claims this member's name, the pool is asked who owns it; unless most know
 * this one, it gives up.
 */
final class Conflicts {
  static final String NAME = "conflict";

  private final Context context;
  private final Queries queries;
  private boolean asking;

  Conflicts(Context context, Queries queries) {
    this.context = context;
    this.queries = queries;
  }

  void claimed(String name, Endpoint known, Endpoint other) {
    var both = "'" + name + "' both " + known + " and " + other + " are claiming";
    if (!context.isMe(name)) {
      context.note(Level.WARN, "Name conflict for " + both);
      return;
    }
    context.note(
        Level.ERROR,
        "Node name conflicts with another node at "
            + other
            + ". Names must be unique! (Resolution enabled: "
            + context.config.resolveConflicts()
            + ")");
    if (context.config.resolveConflicts() && !asking) {
      asking = true;
      queries.ask(
          QueryRequest.of(Queries.INTERNAL_PREFIX + NAME, Bytes.utf8(name)),
          new Vote(this::decided));
    }
  }

  private final class Vote implements QueryListener {
    private final Consumer<Vote> decided;
    private int votes;
    private int forMe;

    Vote(Consumer<Vote> decided) {
      this.decided = decided;
    }

    @Override
    public void acked(String member) {
      // Votes are answers.
    }

    @Override
    public void answered(String member, Bytes payload) {
      try {
        if (SerfCodec.decode(payload) instanceof SerfMessage.ConflictAnswer answer) {
          votes++;
          forMe += answer.endpoint().equals(context.endpoint) ? 1 : 0;
        }
      } catch (DecodeException e) {
        context.note(Level.ERROR, "Failed to decode conflict query response: " + e.getMessage());
      }
    }

    @Override
    public void finished() {
      decided.accept(this);
    }
  }

  private void decided(Vote vote) {
    asking = false;
    int majority = vote.votes / 2 + 1;
    var count = " [%d / %d]".formatted(vote.forMe, vote.votes);
    if (vote.forMe >= majority) {
      context.note(Level.INFO, "majority in name conflict resolution" + count);
    } else {
      var why = "minority in name conflict resolution, quitting" + count;
      context.note(Level.WARN, why);
      context.out(new Output.GiveUp(why));
    }
  }

  /** Votes on the owner of a name, but not on its own. */
  void vote(SerfMessage.Query query) {
    var name = query.payload().utf8();
    if (context.isMe(name)) {
      return;
    }
    var entry = context.entries.get(name);
    if (entry != null && entry.status() != MemberStatus.NONE) {
      queries.respond(query, SerfCodec.encodeConflictAnswer(entry.toMember()));
    }
  }
}
