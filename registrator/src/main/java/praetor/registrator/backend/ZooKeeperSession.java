package praetor.registrator.backend;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A session with a ZooKeeper, one request after the other.
 *
 * <pre>
 * packet    int length, then
 *   request   int xid, int operation, what it takes
 *   answer    int xid, long zxid, int error, what it brings
 * text      int length (-1: none), UTF-8
 * list      int length (-1: none), elements
 * </pre>
 *
 * <p>Owned by one thread. Source: ZooKeeper Programmer's Guide; zookeeper.jute and the error codes
 * of the public Java API (KeeperException.Code, ZooDefs.OpCode).
 */
final class ZooKeeperSession implements AutoCloseable {
  private static final int TIMEOUT_MS = 10_000;
  private static final int PACKET_MAX_BYTES = 4 << 20;
  private static final int PASSWORD_BYTES = 16;

  private static final int CREATE = 1;
  private static final int DELETE = 2;
  private static final int GET_DATA = 4;
  private static final int SET_DATA = 5;
  private static final int GET_CHILDREN = 8;
  private static final int CLOSE = -11;

  private static final int OK = 0;
  private static final int NO_NODE = -101;
  private static final int NODE_EXISTS = -110;
  private static final int NOT_EMPTY = -111;

  private static final int ANY_VERSION = -1;
  private static final int ALL_PERMISSIONS = 31;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private int xid;

  private ZooKeeperSession(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = new DataOutputStream(socket.getOutputStream());
  }

  /** Writes what an operation takes. */
  @FunctionalInterface
  private interface Fields {
    void writeTo(DataOutputStream out) throws IOException;
  }

  /** Error code and what the operation brings. */
  private record Answer(int error, DataInputStream fields) {}

  static ZooKeeperSession open(String host, int port) throws IOException {
    var socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), TIMEOUT_MS);
      socket.setSoTimeout(TIMEOUT_MS);
      socket.setTcpNoDelay(true);
      var session = new ZooKeeperSession(socket);
      session.greet();
      return session;
    } catch (IOException away) {
      socket.close();
      throw new IOException("zookeeper " + host + ":" + port + ": " + away.getMessage(), away);
    }
  }

  private void greet() throws IOException {
    send(
        greeting -> {
          greeting.writeInt(0);
          greeting.writeLong(0);
          greeting.writeInt(TIMEOUT_MS);
          greeting.writeLong(0);
          greeting.writeInt(PASSWORD_BYTES);
          greeting.write(new byte[PASSWORD_BYTES]);
        });
    receive();
  }

  /** Whether the node is new. */
  boolean create(String path, String text) throws IOException {
    var answer =
        call(
            CREATE,
            fields -> {
              write(fields, path);
              write(fields, text);
              fields.writeInt(1);
              fields.writeInt(ALL_PERMISSIONS);
              write(fields, "world");
              write(fields, "anyone");
              fields.writeInt(0);
            });
    return expect("create " + path, answer, NODE_EXISTS) == OK;
  }

  void set(String path, String text) throws IOException {
    var answer =
        call(
            SET_DATA,
            fields -> {
              write(fields, path);
              write(fields, text);
              fields.writeInt(ANY_VERSION);
            });
    expect("set " + path, answer, OK);
  }

  /** Removes a node that has none below it. */
  void delete(String path) throws IOException {
    var answer =
        call(
            DELETE,
            fields -> {
              write(fields, path);
              fields.writeInt(ANY_VERSION);
            });
    if (answer.error() != NOT_EMPTY) {
      expect("delete " + path, answer, NO_NODE);
    }
  }

  /** Names of the nodes below one, which need not be there. */
  List<String> children(String path) throws IOException {
    var answer = call(GET_CHILDREN, fields -> read(fields, path));
    var names = new ArrayList<String>();
    if (expect("list " + path, answer, NO_NODE) == OK) {
      int count = answer.fields().readInt();
      for (int i = 0; i < count; i++) {
        names.add(text(answer.fields()));
      }
    }
    return names;
  }

  Optional<String> data(String path) throws IOException {
    var answer = call(GET_DATA, fields -> read(fields, path));
    return expect("get " + path, answer, NO_NODE) == OK
        ? Optional.of(text(answer.fields()))
        : Optional.empty();
  }

  private static void read(DataOutputStream fields, String path) throws IOException {
    write(fields, path);
    // No watch.
    fields.writeBoolean(false);
  }

  private static int expect(String what, Answer answer, int alsoGood) throws IOException {
    if (answer.error() != OK && answer.error() != alsoGood) {
      throw new RefusedException(
          "zookeeper: " + what + " failed with code " + answer.error(),
          new IOException("code " + answer.error()));
    }
    return answer.error();
  }

  private Answer call(int operation, Fields fields) throws IOException {
    int id = ++xid;
    send(
        request -> {
          request.writeInt(id);
          request.writeInt(operation);
          fields.writeTo(request);
        });
    var answer = receive();
    int answered = answer.readInt();
    if (answered != id) {
      throw new IOException("zookeeper answered request " + answered + ", not " + id);
    }
    answer.readLong();
    return new Answer(answer.readInt(), answer);
  }

  private void send(Fields fields) throws IOException {
    var bytes = new ByteArrayOutputStream();
    fields.writeTo(new DataOutputStream(bytes));
    out.writeInt(bytes.size());
    bytes.writeTo(out);
    out.flush();
  }

  private DataInputStream receive() throws IOException {
    int length = in.readInt();
    if (length < 0 || length > PACKET_MAX_BYTES) {
      throw new IOException("zookeeper sent a packet of " + length + " bytes");
    }
    var bytes = new byte[length];
    in.readFully(bytes);
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  private static void write(DataOutputStream fields, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    fields.writeInt(bytes.length);
    fields.write(bytes);
  }

  private static String text(DataInputStream fields) throws IOException {
    int length = fields.readInt();
    if (length < 0) {
      return "";
    }
    if (length > PACKET_MAX_BYTES) {
      throw new IOException("zookeeper sent a text of " + length + " bytes");
    }
    var bytes = new byte[length];
    fields.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    try (socket) {
      call(CLOSE, _ -> {});
    }
  }
}
