package praetor.http.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Admits a new connection and fits it out. Called on the connection's event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write shows as the end of its channel
final class Acceptor extends ChannelInitializer<Channel> {
  private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

  /** Source: Consul 1.21.4's answer beyond limits.http_max_conns_per_client. */
  private static final String TOO_MANY_OF_CLIENT =
      "Your IP is issuing too many concurrent connections, please rate limit your calls\n";

  private static final String TOO_MANY = "This agent has too many connections, try again later\n";

  /** A refused connection is not counted, so its handshake may not take any time it likes. */
  private static final Duration REFUSAL_TIMEOUT = Duration.ofSeconds(5);

  private final Edge edge;
  private final ConnectionLimits limits;
  private final Optional<Supplier<SslContext>> tls;

  Acceptor(Edge edge, ConnectionLimits limits, Optional<Supplier<SslContext>> tls) {
    this.edge = edge;
    this.limits = limits;
    this.tls = tls;
  }

  @Override
  protected void initChannel(Channel channel) {
    var client =
        channel.remoteAddress() instanceof InetSocketAddress address
            ? Optional.ofNullable(address.getAddress())
            : Optional.<InetAddress>empty();
    switch (limits.enter(client)) {
      case ADMITTED -> {
        channel.closeFuture().addListener(_ -> limits.leave(client));
        fitOut(channel);
      }
      case TOO_MANY_OF_CLIENT -> refuse(channel, "429 Too Many Requests", TOO_MANY_OF_CLIENT);
      case TOO_MANY -> refuse(channel, "503 Service Unavailable", TOO_MANY);
    }
  }

  private void fitOut(Channel channel) {
    if (tls.isEmpty()) {
      http1(channel, false);
      return;
    }
    var handshake = handshake(channel, edge.options().tlsHandshakeTimeout());
    channel.pipeline().addLast(new PlainTextGuard(), handshake, new ProtocolChoice());
  }

  private SslHandler handshake(Channel channel, Duration atMost) {
    var handler = tls.orElseThrow().get().newHandler(channel.alloc());
    handler.setHandshakeTimeoutMillis(atMost.toMillis());
    return handler;
  }

  private void http1(Channel channel, boolean secure) {
    var decoder = new RequestDecoder(edge.decoderConfig());
    channel.pipeline().addLast(decoder, new Http1Connection(edge, channel, decoder, secure));
  }

  private void refuse(Channel channel, String status, String text) {
    var answer =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: text/plain\r\nContent-Length: "
            + text.length()
            + "\r\nConnection: close\r\n\r\n"
            + text;
    if (tls.isPresent()) {
      // Held back until the handshake is done, and dropped when it fails.
      channel.pipeline().addLast(handshake(channel, REFUSAL_TIMEOUT), new Unheard());
    }
    channel
        .writeAndFlush(Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII))
        .addListener(ChannelFutureListener.CLOSE);
  }

  /** The end of a refused connection: nothing that it sends matters. */
  private static final class Unheard extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      LOG.debug("TLS with {} failed", ctx.channel().remoteAddress(), cause);
      ctx.close();
    }
  }

  /** Chooses the protocol the TLS handshake has agreed on. */
  private final class ProtocolChoice extends ApplicationProtocolNegotiationHandler {
    ProtocolChoice() {
      super(ApplicationProtocolNames.HTTP_1_1);
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
      if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        Http2Connection.install(edge, ctx.channel());
      } else {
        http1(ctx.channel(), true);
      }
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
      LOG.debug("TLS handshake with {} failed", ctx.channel().remoteAddress(), cause);
      ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      LOG.debug("TLS with {} failed", ctx.channel().remoteAddress(), cause);
      ctx.close();
    }
  }
}
