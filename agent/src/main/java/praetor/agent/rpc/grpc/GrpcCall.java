package praetor.agent.rpc.grpc;

import java.io.IOException;
import java.util.Map;
import praetor.model.Bytes;

/** A call to be answered, on the side that answers. Used by one thread. */
interface GrpcCall {
  /** Such as {@code /subscribe.StateChangeSubscription/Subscribe}. */
  String path();

  /** Address of the caller. */
  String remote();

  /** The one message of the request. */
  Bytes request();

  /** Sends the header fields of the answer, and these with them; before the first message. */
  void begin(Map<String, String> fields) throws IOException;

  /** Sends a message; waits until the caller has room for it. */
  void send(Bytes message) throws IOException;

  /** Ends the answer, with header fields alone if it has not begun. */
  void end(GrpcStatus status) throws IOException;

  /** Whether the caller has given up. */
  boolean isCancelled();

  /** Has an action run when the caller gives up, in place of the one named before. */
  void onCancel(Runnable action);
}
