package praetor.http.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DuplexChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import praetor.http.Body;
import praetor.http.HttpVersion;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.SharedBytes;

/**
 * The answering half of an HTTP/1 connection. Owned by the connection's event loop.
 *
 * <p>A small answer is one buffer and one write. A large one goes out in slices, each when the one
 * before has left; shared bytes go out as they are.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write shows as the end of its channel
final class Http1Output implements BodyStream.Sink {
  /** Up to here a body is copied behind its head: cheaper than a second buffer in the write. */
  private static final int SHARED_COPY_MAX_BYTES = 8 << 10;

  /**
   * Beyond this, shared bytes go out in slices, too: their form for the socket would hold as much
   * memory again, which only a full collection gives back.
   */
  private static final int SHARED_DIRECT_MAX_BYTES = 1 << 20;

  private static final int SLICE_BYTES = 64 << 10;

  /** How long a client may still send after the last answer. Source: Go's rstAvoidanceDelay. */
  private static final int LINGER_MS = 500;

  private static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");
  private static final byte[] CRLF = ascii("\r\n");
  private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");

  private final Channel channel;
  private final Loop loop;
  private final boolean tls;

  /** Told when an answer after which the connection goes on has been written. */
  private final Runnable whenAnswered;

  private boolean batching;
  private boolean dirty;

  /** The rest of a large body. */
  private byte @Nullable [] rest;

  private int restStart;
  private @Nullable BodyStream stream;
  private boolean chunked;
  private boolean lastAnswer;
  private boolean lingers;

  private long pendingSeen;
  private int stalledSeconds;

  Http1Output(Channel channel, Loop loop, boolean tls, Runnable whenAnswered) {
    this.channel = channel;
    this.loop = loop;
    this.tls = tls;
    this.whenAnswered = whenAnswered;
  }

  /** Until {@link #flushBatch} writes are gathered. */
  void batch() {
    batching = true;
  }

  void flushBatch() {
    batching = false;
    if (dirty) {
      dirty = false;
      channel.flush();
    }
  }

  /** Whether the last answer has been given: nothing more is written, and nothing more matters. */
  boolean isLastAnswer() {
    return lastAnswer;
  }

  boolean isStreaming() {
    return stream != null;
  }

  void sayContinue() {
    write(Unpooled.wrappedBuffer(CONTINUE));
  }

  /**
   * Writes an answer.
   *
   * @param keep whether the connection goes on afterwards
   * @param linger whether the client may still be sending when it does not
   */
  void send(Response response, Request request, boolean keep, boolean linger) {
    boolean http10 = request.version() == HttpVersion.HTTP_1_0;
    lastAnswer = !keep;
    lingers = linger;
    boolean withoutBody = request.method().equals("HEAD");
    switch (response.body()) {
      case Body.Bytes(byte[] bytes) -> {
        head(response, http10, bytes.length, keep);
        sendBytes(withoutBody ? new byte[0] : bytes);
      }
      case Body.Shared(SharedBytes bytes) -> {
        head(response, http10, bytes.length(), keep);
        sendShared(withoutBody ? new SharedBytes(new byte[0]) : bytes);
      }
      case Body.Stream(Body.Writer writer) ->
          sendStream(response, http10, keep, writer, withoutBody);
    }
  }

  /** Refuses a request that no handler sees, and ends the connection. */
  void refuse(HeadParser.Parsed.Refused refusal) {
    lastAnswer = true;
    lingers = true;
    var head =
        refusal.text().isEmpty()
            ? "Connection: close\r\nDate: " + loop.encoder().dateText() + "\r\nContent-Length: 0"
            : "Content-Type: text/plain; charset=utf-8\r\nConnection: close";
    var answer = "HTTP/1.1 " + refusal.status() + "\r\n" + head + "\r\n\r\n" + refusal.text();
    complete(Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII));
  }

  /** The socket takes more again. */
  void writable() {
    pump();
  }

  /** The connection is closed. */
  void gone() {
    rest = null;
    if (stream != null) {
      stream.gone();
      stream = null;
    }
  }

  /**
   * Counts how long nothing has left.
   *
   * @return seconds without progress while there was something to write
   */
  int stalledSeconds() {
    var buffer = channel.unsafe().outboundBuffer();
    long pending = buffer == null ? 0 : buffer.totalPendingWriteBytes();
    stalledSeconds = pending > 0 && pending == pendingSeen ? stalledSeconds + 1 : 0;
    pendingSeen = pending;
    return stalledSeconds;
  }

  @Override
  public ChannelFuture chunk(byte[] bytes) {
    if (!chunked) {
      return channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));
    }
    var size = ascii(Integer.toHexString(bytes.length) + "\r\n");
    return channel.writeAndFlush(Unpooled.wrappedBuffer(size, bytes, CRLF));
  }

  @Override
  public void complete() {
    if (stream == null) {
      // Gone meanwhile.
      return;
    }
    stream = null;
    complete(chunked ? Unpooled.wrappedBuffer(LAST_CHUNK) : Unpooled.EMPTY_BUFFER);
  }

  @Override
  public void broken() {
    stream = null;
    channel.close();
  }

  private void head(Response response, boolean http10, long bodyBytes, boolean keep) {
    boolean bare = response.status() == 204 || response.status() == 304;
    var framing = bare ? HeadEncoder.Framing.NO_BODY : HeadEncoder.Framing.LENGTH;
    loop.encoder().encode(response, http10, framing, bodyBytes, after(http10, keep));
  }

  private static HeadEncoder.After after(boolean http10, boolean keep) {
    if (keep) {
      return http10 ? HeadEncoder.After.KEEP_SAID : HeadEncoder.After.KEEP;
    }
    return http10 ? HeadEncoder.After.CLOSE : HeadEncoder.After.CLOSE_SAID;
  }

  private void sendBytes(byte[] bytes) {
    int first = Math.min(bytes.length, SLICE_BYTES);
    var buffer = headBuffer(first).writeBytes(bytes, 0, first);
    if (first == bytes.length) {
      complete(buffer);
      return;
    }
    rest = bytes;
    restStart = first;
    write(buffer);
    pump();
  }

  private void sendShared(SharedBytes bytes) {
    if (bytes.length() <= SHARED_COPY_MAX_BYTES) {
      complete(headBuffer(bytes.length()).writeBytes(bytes.bytes()));
    } else if (bytes.length() > SHARED_DIRECT_MAX_BYTES) {
      sendBytes(bytes.bytes());
    } else {
      write(headBuffer(0));
      complete(Unpooled.wrappedBuffer(bytes.direct()));
    }
  }

  private void sendStream(
      Response response, boolean http10, boolean keep, Body.Writer writer, boolean withoutBody) {
    chunked = !http10;
    // Without chunks only the end of the connection tells the end of the body.
    lastAnswer |= http10;
    var framing = http10 ? HeadEncoder.Framing.CLOSE : HeadEncoder.Framing.CHUNKED;
    loop.encoder().encode(response, http10, framing, 0, after(http10, keep && !http10));
    if (withoutBody) {
      complete(headBuffer(0));
      return;
    }
    channel.writeAndFlush(headBuffer(0), channel.voidPromise());
    var body = new BodyStream(loop.executor(), this);
    stream = body;
    body.start(writer);
  }

  /** A buffer with the head just encoded, and room for more. */
  private ByteBuf headBuffer(int more) {
    var encoder = loop.encoder();
    var buffer = channel.alloc().directBuffer(encoder.length() + more);
    encoder.writeTo(buffer);
    return buffer;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void pump() {
    while (rest != null && channel.isWritable()) {
      int size = Math.min(SLICE_BYTES, rest.length - restStart);
      var slice = channel.alloc().directBuffer(size).writeBytes(rest, restStart, size);
      restStart += size;
      if (restStart == rest.length) {
        rest = null;
        complete(slice);
      } else {
        channel.writeAndFlush(slice, channel.voidPromise());
      }
    }
  }

  /** Writes the end of an answer. */
  private void complete(ByteBuf buffer) {
    if (!lastAnswer) {
      write(buffer);
      whenAnswered.run();
      return;
    }
    dirty = false;
    channel.writeAndFlush(buffer).addListener(_ -> end());
  }

  private void write(ByteBuf buffer) {
    if (batching) {
      dirty = true;
      channel.write(buffer, channel.voidPromise());
    } else {
      channel.writeAndFlush(buffer, channel.voidPromise());
    }
  }

  private void end() {
    if (!lingers) {
      channel.close();
      return;
    }
    // Below TLS there is no half of a connection to close.
    if (!tls && channel instanceof DuplexChannel duplex) {
      duplex.shutdownOutput();
    }
    loop.executor().schedule(() -> channel.close(), LINGER_MS, TimeUnit.MILLISECONDS);
  }
}
