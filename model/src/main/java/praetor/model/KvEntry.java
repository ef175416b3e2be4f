package praetor.model;

import static praetor.model.codec.Codecs.BASE64;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.TEXT;
import static praetor.model.codec.Shape.Use.NOT_EMPTY;

import praetor.model.codec.Shape;

/**
 * A key with its value. Source: GET /v1/kv/:key and record type 2 of snapshots.
 *
 * @param lockIndex how many times the key was locked
 * @param key any bytes
 * @param flags an unsigned number that means something to the client alone
 * @param value up to 512 KiB unless configured otherwise
 * @param session the session that holds the lock, or empty
 */
public record KvEntry(
    long lockIndex,
    Bytes key,
    long flags,
    Bytes value,
    String session,
    long createIndex,
    long modifyIndex) {
  public static final Shape<KvEntry> SHAPE =
      Shape.<KvEntry>of("structs.DirEntry")
          .uint64("LockIndex", KvEntry::lockIndex)
          .field("Key", TEXT, KvEntry::key)
          .uint64("Flags", KvEntry::flags)
          .field("Value", BASE64, KvEntry::value)
          .field("Session", STRING, KvEntry::session, NOT_EMPTY)
          .uint64("CreateIndex", KvEntry::createIndex)
          .uint64("ModifyIndex", KvEntry::modifyIndex)
          .build(
              v ->
                  new KvEntry(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
}
