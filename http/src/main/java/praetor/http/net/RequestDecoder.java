package praetor.http.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Netty's decoder, which tells besides whether it is in the middle of a head, and refuses at once
 * what is no HTTP: Netty would skip control characters and wait for more.
 */
final class RequestDecoder extends HttpRequestDecoder {
  private boolean atStart = true;
  private boolean lineRead;
  private boolean refused;

  RequestDecoder(HttpDecoderConfig config) {
    super(config);
  }

  /** Whether bytes of a request have come, but not its whole head. */
  boolean isInsideHead() {
    return lineRead || actualReadableBytes() > 0;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (refused || (atStart && isNoHttp(in))) {
      refuse(in, out);
      return;
    }
    super.decode(ctx, in, out);
    if (!out.isEmpty()) {
      lineRead = false;
      atStart = out.getLast() instanceof LastHttpContent;
    }
  }

  @Override
  protected HttpMessage createMessage(String[] initialLine) throws Exception {
    lineRead = true;
    atStart = false;
    return super.createMessage(initialLine);
  }

  /** The hello of TLS begins so, for instance. */
  private static boolean isNoHttp(ByteBuf in) {
    byte first = in.getByte(in.readerIndex());
    return first >= 0 && first < ' ' && first != '\r' && first != '\n';
  }

  private void refuse(ByteBuf in, List<Object> out) {
    in.skipBytes(in.readableBytes());
    if (!refused) {
      refused = true;
      var message = createInvalidMessage();
      message.setDecoderResult(DecoderResult.failure(new DecoderException("no HTTP")));
      out.add(message);
    }
  }
}
