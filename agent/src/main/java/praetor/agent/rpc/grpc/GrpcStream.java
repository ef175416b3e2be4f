package praetor.agent.rpc.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2StreamFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.model.Bytes;

/**
 * One stream of a connection: a request of one message, and its answer. The request is put together
 * under the lock of the connection; the answer is given by one thread.
 */
final class GrpcStream implements GrpcCall {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server.grpc");

  /** Whether a message is compressed, one byte, and its length, four. */
  private static final int PREFIX_BYTES = 5;

  /** A subscription names a service and a token. */
  private static final int REQUEST_BYTES_MAX = 64 << 10;

  /** How long a caller may take nothing of a message. */
  private static final long SEND_TIMEOUT_MINUTES = 5;

  private final GrpcConnection connection;
  private final Http2FrameStream stream;
  private final String path;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private boolean begun;

  // Guarded by this.
  private boolean cancelled;
  private Runnable onCancel = () -> {};

  GrpcStream(GrpcConnection connection, Http2FrameStream stream, String path) {
    this.connection = connection;
    this.stream = stream;
    this.path = path;
  }

  Http2FrameStream stream() {
    return stream;
  }

  /** Takes a part of the request; false when it becomes too long. */
  boolean receive(ByteBuf part) {
    if (received.size() + part.readableBytes() > REQUEST_BYTES_MAX) {
      return false;
    }
    var bytes = new byte[part.readableBytes()];
    part.readBytes(bytes);
    received.writeBytes(bytes);
    return true;
  }

  /** Whether what was received is one whole message that is not compressed. */
  boolean hasRequest() {
    var bytes = received.toByteArray();
    return bytes.length >= PREFIX_BYTES
        && bytes[0] == 0
        && ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt() == bytes.length - PREFIX_BYTES;
  }

  void answer(GrpcMethods methods) {
    try {
      methods.answer(this);
    } catch (IOException e) {
      LOG.debug("a call of {} from {} ended", path, connection.remote(), e);
    } catch (RuntimeException e) {
      LOG.error("a call of {} from {} failed", path, connection.remote(), e);
      endBadly();
    }
  }

  private void endBadly() {
    try {
      end(GrpcStatus.internal("the call failed"));
    } catch (IOException e) {
      LOG.debug("the end of a call cannot be told to {}", connection.remote(), e);
    }
  }

  void cancel() {
    Runnable action;
    synchronized (this) {
      cancelled = true;
      action = onCancel;
      onCancel = () -> {};
    }
    action.run();
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public String remote() {
    return connection.remote();
  }

  @Override
  public Bytes request() {
    var all = received.toByteArray();
    return Bytes.owned(Arrays.copyOfRange(all, PREFIX_BYTES, all.length));
  }

  @Override
  public void begin(Map<String, String> fields) throws IOException {
    var headers = answerHeaders();
    fields.forEach(headers::add);
    begun = true;
    await(new DefaultHttp2HeadersFrame(headers, false).stream(stream));
  }

  private static Http2Headers answerHeaders() {
    return new DefaultHttp2Headers().status("200").add("content-type", "application/grpc");
  }

  @Override
  public void send(Bytes message) throws IOException {
    var prefix = ByteBuffer.allocate(PREFIX_BYTES).put((byte) 0).putInt(message.length()).array();
    var content = Unpooled.wrappedBuffer(prefix, message.array());
    await(new DefaultHttp2DataFrame(content, false).stream(stream));
  }

  @Override
  public void end(GrpcStatus status) throws IOException {
    if (isCancelled()) {
      return;
    }
    var headers = begun ? new DefaultHttp2Headers() : answerHeaders();
    headers.add("grpc-status", Integer.toString(status.code()));
    headers.add("grpc-message", PercentText.encode(status.message()));
    await(new DefaultHttp2HeadersFrame(headers, true).stream(stream));
  }

  private void await(Http2StreamFrame frame) throws IOException {
    try {
      connection.send(frame).get(SEND_TIMEOUT_MINUTES, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the answer cannot be sent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public synchronized boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void onCancel(Runnable action) {
    synchronized (this) {
      if (!cancelled) {
        onCancel = action;
        return;
      }
    }
    action.run();
  }
}
