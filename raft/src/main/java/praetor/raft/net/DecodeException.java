package praetor.raft.net;

import java.io.IOException;

/** The other end sent something that is no frame or no message. */
public final class DecodeException extends IOException {

  public DecodeException(String message) {
    super(message);
  }

  public DecodeException(String message, Throwable cause) {
    super(message, cause);
  }
}
