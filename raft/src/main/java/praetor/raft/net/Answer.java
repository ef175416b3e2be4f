package praetor.raft.net;

import com.google.protobuf.ByteString;

/** How a call ended. */
public sealed interface Answer {

  /** The body that the other end sent. */
  record Body(ByteString bytes) implements Answer {}

  /** No answer came. */
  record Failed(CallFailedException cause) implements Answer {}
}
