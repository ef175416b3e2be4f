package praetor.raft.log;

/** The bytes are not a record. The only exception that {@link RecordCodec} throws. */
public final class DamagedRecordException extends Exception {

  DamagedRecordException(String message) {
    super(message);
  }
}
