package praetor.http.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tells a client that speaks plain HTTP to a TLS port what is wrong. Source: Go's net/http. */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write shows as the end of its channel
final class PlainTextGuard extends ByteToMessageDecoder {
  private static final String ANSWER =
      "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";

  private boolean refused;

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (refused) {
      in.skipBytes(in.readableBytes());
      return;
    }
    // A method begins with a letter, a TLS record with 22.
    byte first = in.getByte(in.readerIndex());
    if (first >= 'A' && first <= 'Z') {
      refused = true;
      in.skipBytes(in.readableBytes());
      // From here the answer goes out below TLS.
      ctx.writeAndFlush(Unpooled.copiedBuffer(ANSWER, StandardCharsets.US_ASCII))
          .addListener(ChannelFutureListener.CLOSE);
    } else {
      ctx.pipeline().remove(this);
    }
  }
}
