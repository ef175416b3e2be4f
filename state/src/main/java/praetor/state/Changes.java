package praetor.state;

import java.util.ArrayList;
import java.util.List;
import praetor.model.Bytes;

/**
 * What a batch of writes changed for readers to see. Keys stand apart, since one of them concerns
 * all the prefixes that it begins with. Owned by the apply thread until it is published.
 */
final class Changes {
  private final List<Bytes> keys = new ArrayList<>();
  private final List<Topic> topics = new ArrayList<>();
  private boolean everything;

  void key(byte[] key) {
    keys.add(Bytes.owned(key));
  }

  void topic(Topic.Kind kind, String name) {
    topics.add(new Topic(kind, Keys.topic(name)));
  }

  void topic(Topic.Kind kind) {
    topics.add(new Topic(kind, Bytes.EMPTY));
  }

  /** A restore: nothing that anybody knew holds any more. */
  void everything() {
    everything = true;
  }

  boolean isEverything() {
    return everything;
  }

  List<Bytes> keys() {
    return keys;
  }

  List<Topic> topics() {
    return topics;
  }

  int size() {
    return keys.size() + topics.size();
  }

  /** How far it has come, for {@link #forgetSince}. */
  record Mark(int keys, int topics) {}

  Mark mark() {
    return new Mark(keys.size(), topics.size());
  }

  void forgetSince(Mark mark) {
    keys.subList(mark.keys(), keys.size()).clear();
    topics.subList(mark.topics(), topics.size()).clear();
  }

  /** Whether a reader of the topic sees a change. */
  boolean concerns(Topic topic) {
    return everything
        || switch (topic.kind()) {
          case KV_KEY -> keys.contains(topic.key());
          case KV_PREFIX -> keys.stream().anyMatch(key -> key.startsWith(topic.key()));
          case NODES,
              NODE,
              NODE_CHECKS,
              SERVICES,
              SERVICE,
              SERVICE_HEALTH,
              CONNECT,
              CONNECT_HEALTH,
              CHECKS,
              SERVICE_CHECKS,
              SESSIONS,
              SESSION,
              NODE_SESSIONS,
              PREPARED_QUERY,
              COORDINATES,
              NODE_COORDINATE,
              TABLE ->
              topics.contains(topic);
        };
  }
}
