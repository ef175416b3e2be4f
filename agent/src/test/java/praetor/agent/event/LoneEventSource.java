package praetor.agent.event;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import praetor.model.Bytes;

/** A pool of one: an event that is fired arrives at once, with the next Lamport time. */
final class LoneEventSource implements EventSource {
  /** Source: {@code user_event_size_limit} of serf as Consul 1.21.4 sets it. */
  private static final int MAX_BYTES = 512;

  /** Time 1 is that of the event by which a leader announces itself. Source: Consul 1.21.4. */
  private static final long FIRST_TIME = 2;

  /** Of the message around an event: its type, the names of its fields, their heads. */
  private static final int FRAME_BYTES = 25;

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private long time = FIRST_TIME;

  @Override
  public synchronized void broadcast(String name, Bytes payload) {
    int nameBytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (nameBytes + payload.length() > MAX_BYTES) {
      throw new IllegalArgumentException(
          "user event exceeds configured limit of " + MAX_BYTES + " bytes before encoding");
    }
    int encoded = FRAME_BYTES + rawBytes(nameBytes) + rawBytes(payload.length()) + timeBytes();
    if (encoded > MAX_BYTES) {
      throw new IllegalArgumentException(
          "encoded user event exceeds configured limit of " + MAX_BYTES + " bytes after encoding");
    }
    long now = time++;
    listeners.forEach(listener -> listener.received(now, name, payload));
  }

  @Override
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** MessagePack's older form: texts and bytes with a head of one byte or of three. */
  private static int rawBytes(int length) {
    return length + (length < 0x20 ? 1 : 3);
  }

  private int timeBytes() {
    if (time < 0x80) {
      return 1;
    }
    return time < 0x100 ? 2 : time < 0x1_0000 ? 3 : 5;
  }
}
