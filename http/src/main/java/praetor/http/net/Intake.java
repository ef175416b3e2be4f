package praetor.http.net;

import io.netty.buffer.ByteBuf;

/** Takes a request's body as it arrives. Owned by the connection's event loop. */
interface Intake {
  /** The next piece; its reference count is the caller's. */
  void accept(ByteBuf piece);

  /** The body is complete. */
  void end();

  /** The rest will not come. */
  void abort();
}
