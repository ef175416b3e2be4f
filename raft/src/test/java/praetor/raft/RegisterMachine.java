package praetor.raft;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A map of texts: a command is {@code key=value}, its result the index it was applied at. */
public class RegisterMachine implements StateMachine {

  private final TreeMap<String, String> state = new TreeMap<>();
  private volatile TreeMap<String, String> published = new TreeMap<>();
  private final List<Long> indexes = new ArrayList<>();
  private volatile int restores;
  private volatile int batches;

  public static byte[] put(String key, String value) {
    return (key + "=" + value).getBytes(StandardCharsets.UTF_8);
  }

  /** The published view. */
  public TreeMap<String, String> view() {
    return published;
  }

  public int restores() {
    return restores;
  }

  public int batches() {
    return batches;
  }

  @Override
  public Object apply(long index, long term, ByteBuffer command) {
    var text = StandardCharsets.UTF_8.decode(command).toString();
    int at = text.indexOf('=');
    state.put(text.substring(0, at), text.substring(at + 1));
    if (!indexes.isEmpty() && indexes.getLast() >= index) {
      throw new IllegalStateException("index " + index + " after " + indexes.getLast());
    }
    indexes.add(index);
    return index;
  }

  @Override
  public void batchApplied() {
    published = new TreeMap<>(state);
    batches++;
  }

  @Override
  public SnapshotSource snapshot() {
    var view = published;
    return out -> {
      var data = new DataOutputStream(out);
      data.writeInt(view.size());
      for (var entry : view.entrySet()) {
        data.writeUTF(entry.getKey());
        data.writeUTF(entry.getValue());
      }
      data.flush();
    };
  }

  @Override
  public void restore(InputStream in) throws IOException {
    var data = new DataInputStream(in);
    state.clear();
    int size = data.readInt();
    for (int i = 0; i < size; i++) {
      state.put(data.readUTF(), data.readUTF());
    }
    indexes.clear();
    published = new TreeMap<>(state);
    restores++;
  }
}
