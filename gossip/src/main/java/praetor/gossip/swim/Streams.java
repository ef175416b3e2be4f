package praetor.gossip.swim;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import praetor.gossip.Output;
import praetor.gossip.wire.Endpoint;
import praetor.gossip.wire.Message;
import praetor.gossip.wire.StreamMessage;

/** The streams that this member opened, by their ids. */
final class Streams {
  private final Core core;
  private final Map<Long, Consumer<Outcome>> open = new HashMap<>();

  Streams(Core core) {
    this.core = core;
  }

  /** Opens a stream; the outcome comes once. */
  void exchange(Endpoint to, StreamMessage request, Duration timeout, Consumer<Outcome> outcome) {
    long id = core.nextId();
    open.put(id, outcome);
    boolean answered = !(request instanceof Message.User);
    core.out(new Output.Exchange(id, to, request, answered, timeout));
  }

  void ended(long id, Outcome outcome) {
    var waiting = open.remove(id);
    if (waiting != null) {
      waiting.accept(outcome);
    }
  }
}
