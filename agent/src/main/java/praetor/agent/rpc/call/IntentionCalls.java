package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.ANY;
import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;
import static praetor.model.codec.Codecs.nullableList;

import java.util.List;
import praetor.model.codec.JsonValue;
import praetor.model.codec.Shape;

/**
 * The methods of intentions, of which there are none here. Source: calls of Consul 1.21.4 client
 * agents, replies of its servers without intentions.
 */
public final class IntentionCalls {
  private static final Shape<List<JsonValue>> INTENTIONS =
      Shape.<List<JsonValue>>of("structs.IndexedIntentions")
          .field("Intentions", list(ANY), found -> found)
          .field("DataOrigin", STRING, _ -> "config")
          .build(v -> v.next());

  private static final Shape<Boolean> CHECKED =
      Shape.<Boolean>of("structs.IntentionQueryCheckResponse")
          .field("Allowed", BOOL, allowed -> allowed)
          .build(v -> v.next());

  /** For each service that is asked for, what speaks of it; the strictest first. */
  public static final Method<ReadRequest<IntentionRead>, Reply<List<List<JsonValue>>>> MATCH =
      new Method<>(
          "Intention.Match",
          ReadRequest.shape(IntentionRead.SHAPE),
          Reply.shape("Matches", list(nullableList(ANY))));

  public static final Method<ReadRequest<DatacenterRead>, Reply<List<JsonValue>>> LIST =
      new Method<>(
          "Intention.List", ReadRequest.shape(DatacenterRead.SHAPE), Reply.shape(INTENTIONS));

  public static final Method<ReadRequest<IntentionRead>, Reply<List<JsonValue>>> OF_GATEWAY =
      new Method<>(
          "Internal.GatewayIntentions",
          ReadRequest.shape(IntentionRead.SHAPE),
          Reply.shape(INTENTIONS));

  /** Whether one service may call another; the reply says nothing of the state. */
  public static final Method<ReadRequest<IntentionRead>, Boolean> CHECK =
      new Method<>("Intention.Check", ReadRequest.shape(IntentionRead.SHAPE), CHECKED);

  public static final Method<ReadRequest<IntentionRead>, Reply<List<JsonValue>>> GET =
      new Method<>(
          "Intention.Get", ReadRequest.shape(IntentionRead.SHAPE), Reply.shape(INTENTIONS));

  private IntentionCalls() {}
}
