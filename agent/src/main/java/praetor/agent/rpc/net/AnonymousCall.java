package praetor.agent.rpc.net;

import java.io.IOException;
import java.time.Duration;
import praetor.agent.rpc.RpcCaller;
import praetor.agent.rpc.stream.ByteBudget;
import praetor.agent.rpc.stream.Deadline;
import praetor.agent.rpc.wire.RequestHeader;
import praetor.agent.rpc.wire.ResponseHeader;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.NetworkErrors;
import praetor.model.codec.PackReader;

/**
 * A call over TLS in which the caller shows no certificate, because it asks for one. Source: the
 * first byte 7 and the words of Consul 1.21.4 client agents.
 */
public final class AnonymousCall {
  private static final int REPLY_BYTES_MAX = 4 << 20;

  /** The server's own words. */
  private static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    Refused(String text) {
      super(text);
    }
  }

  private final ServerDialer dialer;

  public AnonymousCall(ServerDialer dialer) {
    this.dialer = dialer;
  }

  /**
   * Calls a server, once. Blocks.
   *
   * @param argument one MessagePack value
   * @param timeout of connecting and of the answer, each
   * @return the reply, one MessagePack value
   * @throws IOException one sentence: how far it came and why no further
   */
  public Bytes call(RpcCaller.Target target, String method, Bytes argument, Duration timeout)
      throws IOException {
    SocketLink link;
    try {
      link = dialer.dialAnonymously(target, timeout);
    } catch (IOException e) {
      throw new IOException(
          "rpcinsecure: error establishing connection: " + NetworkErrors.why(e), e);
    }
    try (link) {
      return reply(new SocketStream(link), new RequestHeader(1, method), argument, timeout);
    } catch (Refused | DecodeException e) {
      throw new IOException("rpcinsecure: error making call: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IOException("rpcinsecure: error making call: " + NetworkErrors.why("read", e), e);
    }
  }

  private static Bytes reply(
      SocketStream stream, RequestHeader header, Bytes argument, Duration timeout)
      throws IOException, DecodeException {
    var deadline = Deadline.after(timeout);
    Messages.send(stream, RequestHeader.SHAPE.toPack(header), argument, deadline);
    var values = new ValueReader(stream, REPLY_BYTES_MAX, new ByteBudget(REPLY_BYTES_MAX));
    var head = values.need(deadline);
    var response = ResponseHeader.SHAPE.readPack(new PackReader(head.array()));
    var body = values.need(deadline);
    if (!response.error().isEmpty()) {
      throw new Refused(response.error());
    }
    return body;
  }
}
