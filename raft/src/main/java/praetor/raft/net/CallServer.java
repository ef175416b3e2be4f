package praetor.raft.net;

import com.google.protobuf.MessageLite;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.raft.Connection;

/** Answers the calls of other servers, on connections that were accepted elsewhere. */
public final class CallServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CallServer.class);

  /** What the calls mean. */
  public interface Handler {

    /**
     * Handles a call, on the thread that reads the connection: calls come in the order in which
     * they were sent, and the next one waits until this returns.
     *
     * @throws DecodeException when the frame makes no sense; the connection is closed
     */
    void handle(Frame.Incoming frame, Responder responder) throws DecodeException;

    /** Writes u64 length and the bytes of a snapshot's file, or a negative length. */
    void sendSnapshot(String file, OutputStream out) throws IOException;
  }

  /** Takes the answer of one call, at any time and from any thread. */
  @FunctionalInterface
  public interface Responder {
    void respond(MessageLite message);
  }

  private final String self;
  private final Handler handler;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  public CallServer(String self, Handler handler) {
    this.self = self;
    this.handler = handler;
  }

  /** Serves a connection until it ends, on the calling thread. */
  public void serve(Connection connection) {
    connections.add(connection);
    if (closed) {
      connections.remove(connection);
      Streams.closeQuietly(connection);
      return;
    }
    try (var streams = Streams.of(connection)) {
      greet(streams);
    } catch (EOFException e) {
      LOG.debug("raft: {} closed its connection", connection.remote());
    } catch (DecodeException e) {
      LOG.warn("raft: closing the connection from {}: {}", connection.remote(), e.getMessage());
    } catch (IOException e) {
      LOG.debug("raft: connection from {} ended", connection.remote(), e);
    } finally {
      connections.remove(connection);
    }
  }

  @Override
  public void close() {
    closed = true;
    connections.forEach(Streams::closeQuietly);
  }

  private void greet(Streams streams) throws IOException {
    var greeting = Greeting.readFrom(streams.in());
    if (!greeting.to().equals(self)) {
      throw new DecodeException(
          "it is meant for the server " + greeting.to() + ", and this is " + self);
    }
    switch (greeting.purpose()) {
      case CALLS -> serveCalls(streams, greeting.from());
      case SNAPSHOT -> {
        handler.sendSnapshot(Greeting.readText(streams.in()), streams.out());
        streams.out().flush();
      }
    }
  }

  private void serveCalls(Streams streams, String from) throws IOException {
    var writer = new FrameWriter();
    var sender = Thread.ofVirtual().name("raft-answer-" + from).start(() -> send(writer, streams));
    try {
      while (true) {
        var frame = Frame.readFrom(streams.in());
        handler.handle(frame, message -> answer(writer, streams, frame, message));
      }
    } finally {
      sender.interrupt();
    }
  }

  private void answer(
      FrameWriter writer, Streams streams, Frame.Incoming call, MessageLite message) {
    if (closed || !writer.offer(new Frame.Outgoing(call.kind(), call.call(), message))) {
      streams.close();
    }
  }

  private static void send(FrameWriter writer, Streams streams) {
    try {
      writer.run(streams.out());
    } catch (IOException e) {
      LOG.debug("raft: answering {} failed", streams.connection().remote(), e);
      streams.close();
    } catch (InterruptedException e) {
      LOG.debug("raft: connection from {} is closing", streams.connection().remote());
    }
  }
}
