package praetor.http.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;

/** Netty's decoder, which tells besides whether it is in the middle of a head. */
final class RequestDecoder extends HttpRequestDecoder {
  private boolean lineRead;

  RequestDecoder(HttpDecoderConfig config) {
    super(config);
  }

  /** Whether bytes of a request have come, but not its whole head. */
  boolean isInsideHead() {
    return lineRead || actualReadableBytes() > 0;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    super.decode(ctx, in, out);
    if (!out.isEmpty()) {
      lineRead = false;
    }
  }

  @Override
  protected HttpMessage createMessage(String[] initialLine) throws Exception {
    lineRead = true;
    return super.createMessage(initialLine);
  }
}
