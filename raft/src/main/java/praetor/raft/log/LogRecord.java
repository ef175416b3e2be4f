package praetor.raft.log;

import java.nio.ByteBuffer;

/**
 * One entry of the log.
 *
 * @param index place in the log, from 1
 * @param term term of the leader that wrote it
 * @param payload the bytes between position and limit; never moved, so that it can be shared
 */
public record LogRecord(long index, long term, Kind kind, ByteBuffer payload) {

  /** What a record holds. The code is what stands on disk. */
  public enum Kind {
    /** A command of the state machine. */
    DATA(1),
    /** The members of the group from here on. */
    CONFIGURATION(2),
    /** Nothing: a leader's way to commit entries of earlier terms. */
    NO_OP(3),
    /** Not an entry: the log was closed in order, and everything before this is durable. */
    CLOSED(4);

    private static final Kind[] BY_CODE = {null, DATA, CONFIGURATION, NO_OP, CLOSED};

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static Kind of(int code) throws DamagedRecordException {
      if (!isCode(code)) {
        throw new DamagedRecordException("unknown kind " + code);
      }
      return BY_CODE[code];
    }

    static boolean isCode(int code) {
      return code >= DATA.code && code <= CLOSED.code;
    }
  }
}
