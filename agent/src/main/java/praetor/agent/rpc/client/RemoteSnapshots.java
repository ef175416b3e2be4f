package praetor.agent.rpc.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.agent.read.Answer;
import praetor.agent.read.Consistency;
import praetor.agent.read.ReadOptions;
import praetor.agent.rpc.RpcCaller;
import praetor.agent.rpc.call.SnapshotRequest;
import praetor.agent.rpc.call.SnapshotResponse;
import praetor.agent.servers.Snapshots;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.PackReader;
import praetor.model.codec.PackWriter;
import praetor.state.archive.Target;

/** Snapshots of servers that are called. Safe for any thread; methods block. */
final class RemoteSnapshots implements Snapshots {
  /** A server that is to read its whole state or to replace it may take this long to answer. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofHours(1);

  private static final Duration STEP_TIMEOUT = Duration.ofMinutes(1);

  /** Opens a connection to whichever server is to answer. */
  @FunctionalInterface
  interface Opening {
    RpcCaller.Exchange open(Bytes request, Duration timeout) throws IOException;
  }

  private final Opening servers;
  private final String datacenter;

  /**
   * @param datacenter for requests that name none
   */
  RemoteSnapshots(Opening servers, String datacenter) {
    this.servers = servers;
    this.datacenter = datacenter;
  }

  /** The connection stays open until the archive is written. */
  private record Arriving(RpcCaller.Exchange exchange) implements Saved {
    /** A server that is called does not tell. */
    @Override
    public SortedMap<Integer, Integer> leftOut() {
      return new TreeMap<>();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      try (exchange) {
        exchange.archive().transferTo(out);
      }
    }
  }

  @Override
  public Answer<Saved> save(ReadOptions options, Target target) throws IOException {
    boolean usual = target == Target.PRAETOR;
    var request =
        new SnapshotRequest(
            usual ? SnapshotRequest.SAVE : SnapshotRequest.SAVE_FOR,
            options.consistency() == Consistency.STALE,
            where(options.datacenter()),
            options.caller().token(),
            usual ? "" : target.word(),
            Restore.EVERYTHING.only(),
            "",
            false);
    var exchange = open(request);
    try {
      var meta = response(exchange).meta();
      return new Answer<>(
          new Arriving(exchange),
          meta.index(),
          meta.knownLeader(),
          meta.lastContact(),
          options.consistency());
    } catch (IOException | RequestException e) {
      exchange.close();
      throw e;
    }
  }

  @Override
  public void restore(InputStream archive, Restore wish, Caller caller) throws IOException {
    var request =
        new SnapshotRequest(
            wish.equals(Restore.EVERYTHING)
                ? SnapshotRequest.RESTORE
                : SnapshotRequest.RESTORE_PART,
            false,
            datacenter,
            caller.token(),
            "",
            wish.only(),
            wish.as(),
            wish.unknownKinds());
    try (var exchange = open(request)) {
      archive.transferTo(exchange.out());
      response(exchange);
    }
  }

  private String where(String asked) {
    return asked.isEmpty() ? datacenter : asked;
  }

  private RpcCaller.Exchange open(SnapshotRequest request) throws IOException {
    var packed = new PackWriter();
    SnapshotRequest.SHAPE.writePack(request, packed);
    return servers.open(Bytes.owned(packed.toBytes()), STEP_TIMEOUT);
  }

  private static SnapshotResponse response(RpcCaller.Exchange exchange) throws IOException {
    try {
      var response =
          SnapshotResponse.SHAPE.readPack(
              new PackReader(exchange.response(ANSWER_TIMEOUT).array()));
      if (!response.error().isEmpty()) {
        throw RequestException.ofText(response.error());
      }
      return response;
    } catch (DecodeException e) {
      throw new IOException("failed to decode response: " + e.getMessage(), e);
    }
  }
}
