package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.nullableMap;

import java.util.Map;
import praetor.model.codec.Shape;

/** Asks for the checks in a state: {@code any} or a status. */
public record StateRead(
    String state, Map<String, String> nodeMetaFilters, QuerySource source, String peerName) {
  public static final Shape<StateRead> SHAPE =
      Shape.<StateRead>of("structs.ChecksInStateRequest")
          .field("State", STRING, StateRead::state)
          .field("NodeMetaFilters", nullableMap(STRING), StateRead::nodeMetaFilters)
          .field("Source", QuerySource.SHAPE, StateRead::source)
          .field("PeerName", STRING, StateRead::peerName)
          .build(v -> new StateRead(v.next(), v.next(), v.next(), v.next()));
}
