package praetor.state;

import java.util.List;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.DeregisterRequest;
import praetor.model.KvEntry;
import praetor.model.RegisterRequest;
import praetor.model.Session;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonReader;
import praetor.state.command.Command;
import praetor.state.command.KvsRequest;
import praetor.state.command.SessionRequest;
import praetor.state.command.TxnOp;
import praetor.state.command.TxnRequest;

/** A store with short ways to write to it; every write is published. */
final class Fixture {
  final TestClock clock = new TestClock();
  final StateStore store = new StateStore(clock);
  private long index = 9;

  Outcome write(Command command) {
    var outcome = store.apply(++index, command);
    store.publish();
    return outcome;
  }

  /** The raft index of the last write. */
  long index() {
    return index;
  }

  StateView view() {
    return store.view();
  }

  /** A registration as PUT /v1/catalog/register has it. */
  Outcome register(String json) {
    try {
      return write(new Command.Register(RegisterRequest.SHAPE.parseJson(Resources.utf8(json))));
    } catch (DecodeException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  Outcome deregister(String node, String serviceId, String checkId) {
    return write(
        new Command.Deregister(new DeregisterRequest("dc1", node, serviceId, checkId, "")));
  }

  /** Creates a session as PUT /v1/session/create has it, with an id. */
  Outcome session(String json) {
    return write(new SessionRequest(SessionRequest.CREATE, parseSession(json)));
  }

  Outcome destroy(String id) {
    return write(
        new SessionRequest(SessionRequest.DESTROY, parseSession("{\"ID\":\"" + id + "\"}")));
  }

  private static Session parseSession(String json) {
    try {
      return Session.SHAPE.readJson(JsonReader.read(Resources.utf8(json)), JsonPath.lenient());
    } catch (DecodeException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  Outcome kv(String op, String key, String value) {
    return kv(op, key, value, "", 0);
  }

  Outcome kv(String op, String key, String value, String session, long modifyIndex) {
    return write(new KvsRequest(op, entry(key, value, session, modifyIndex)));
  }

  Outcome set(String key, String value) {
    return kv(KvsRequest.SET, key, value);
  }

  Outcome txn(TxnOp... ops) {
    return write(new TxnRequest(List.of(ops)));
  }

  static KvEntry entry(String key, String value, String session, long modifyIndex) {
    return new KvEntry(0, Bytes.utf8(key), 0, Bytes.utf8(value), session, 0, modifyIndex);
  }

  static TxnOp kvOp(String verb, String key, String value, String session, long modifyIndex) {
    return TxnOp.of(new TxnOp.Kv(verb, entry(key, value, session, modifyIndex)));
  }

  static TxnOp kvOp(String verb, String key) {
    return kvOp(verb, key, "", "", 0);
  }
}
