package praetor.agent.rpc.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import praetor.model.Bytes;

/** Saves and restores snapshots for callers. Source: rpc facts, section 7. */
@FunctionalInterface
public interface SnapshotHandler {
  /**
   * Serves one request, on a thread that may block. The output is closed afterwards.
   *
   * @param request one MessagePack value: SnapshotRequest
   * @param archive what a caller that restores sends, to the end of the stream
   * @param out takes one MessagePack value, SnapshotResponse, and for a save the archive
   * @param remote address of the caller, for messages
   */
  void serve(Bytes request, InputStream archive, OutputStream out, String remote)
      throws IOException;
}
