package praetor.agent.rpc.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.agent.acl.TokenResolver;
import praetor.agent.read.Consistency;
import praetor.agent.read.ReadOptions;
import praetor.agent.rpc.call.QueryMeta;
import praetor.agent.rpc.call.SnapshotRequest;
import praetor.agent.rpc.call.SnapshotResponse;
import praetor.agent.rpc.net.SnapshotHandler;
import praetor.agent.servers.Servers;
import praetor.agent.servers.Snapshots;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.PackReader;
import praetor.model.codec.PackWriter;
import praetor.state.archive.Target;

/**
 * Saves and restores snapshots for other agents. Safe for any thread. Source: rpc facts, section 7.
 */
public final class SnapshotAnswers implements SnapshotHandler {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server.rpc");

  private final Servers servers;
  private final Function<String, Caller> callers;

  /**
   * @param servers those of the datacenter: this one finds the leader
   */
  public SnapshotAnswers(Servers servers, TokenResolver tokens) {
    this.servers = servers;
    this.callers = tokens::resolve;
  }

  @Override
  public void serve(Bytes packed, InputStream archive, OutputStream out, String remote)
      throws IOException {
    try {
      var request = SnapshotRequest.SHAPE.readPack(new PackReader(packed.array()));
      serve(request, archive, out);
    } catch (DecodeException e) {
      respond(out, new SnapshotResponse(String.valueOf(e.getMessage()), QueryMeta.NONE));
    } catch (RequestException e) {
      LOG.error("snapshot request failed: from={} error={}", remote, e.getMessage());
      respond(out, new SnapshotResponse(String.valueOf(e.getMessage()), QueryMeta.NONE));
    }
  }

  private void serve(SnapshotRequest request, InputStream archive, OutputStream out)
      throws IOException {
    var caller = callers.apply(request.token());
    var snapshots = servers.in(request.datacenter()).snapshots();
    switch (request.op()) {
      case SnapshotRequest.SAVE, SnapshotRequest.SAVE_FOR -> save(request, snapshots, caller, out);
      case SnapshotRequest.RESTORE, SnapshotRequest.RESTORE_PART -> {
        var wish = new Snapshots.Restore(request.only(), request.as(), request.keepUnknown());
        snapshots.restore(archive, wish, caller);
        respond(out, new SnapshotResponse("", QueryMeta.NONE));
      }
      default -> throw RequestException.failed("unrecognized snapshot op: " + request.op());
    }
  }

  private static void save(
      SnapshotRequest request, Snapshots snapshots, Caller caller, OutputStream out)
      throws IOException {
    var target =
        request.target().isEmpty()
            ? Target.PRAETOR
            : Target.named(request.target())
                .orElseThrow(() -> RequestException.failed("unknown target " + request.target()));
    var consistency = request.allowStale() ? Consistency.STALE : Consistency.LEADER;
    var options = new ReadOptions(caller, consistency, "", 0, Duration.ZERO, Duration.ZERO);
    var answer = snapshots.save(options, target);
    respond(out, new SnapshotResponse("", QueryMeta.of(answer)));
    answer.value().writeTo(out);
  }

  private static void respond(OutputStream out, SnapshotResponse response) throws IOException {
    var packed = new PackWriter();
    SnapshotResponse.SHAPE.writePack(response, packed);
    out.write(packed.toBytes());
    out.flush();
  }
}
