package praetor.http.net;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpDecoderConfig;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import praetor.http.HttpHandler;

/** What all connections of a server share. Safe for any thread. */
final class Edge {
  /** Go lets heads exceed the limit by this much. */
  private static final int HEADER_SLOP_BYTES = 4_096;

  /** What a decoder holds for a header line; a longer one makes it grow. */
  private static final int HEADER_LINE_BYTES = 64;

  private final HttpOptions options;
  private final HttpHandler handler;
  private final HttpDecoderConfig decoderConfig;
  private final Map<EventLoop, Loop> loops = new ConcurrentHashMap<>();
  private volatile boolean draining;

  Edge(HttpOptions options, HttpHandler handler) {
    this.options = options;
    this.handler = handler;
    this.decoderConfig =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(options.maxHeaderBytes() + HEADER_SLOP_BYTES)
            .setMaxHeaderSize(options.maxHeaderBytes() + HEADER_SLOP_BYTES)
            .setInitialBufferSize(HEADER_LINE_BYTES)
            .setMaxChunkSize(64 << 10)
            .setStrictLineParsing(false)
            .setAllowDuplicateContentLengths(true);
  }

  HttpOptions options() {
    return options;
  }

  HttpHandler handler() {
    return handler;
  }

  HttpDecoderConfig decoderConfig() {
    return decoderConfig;
  }

  Loop loop(Channel channel) {
    return loops.computeIfAbsent(
        channel.eventLoop(), loop -> new Loop(loop, () -> System.currentTimeMillis() / 1_000));
  }

  boolean isDraining() {
    return draining;
  }

  /** From now on connections end with the answer they are at; idle ones end at once. */
  void drain() {
    draining = true;
    for (var loop : loops.values()) {
      loop.executor().execute(() -> loop.members().forEach(Loop.Member::drain));
    }
  }
}
