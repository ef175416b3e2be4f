package praetor.raft.jraft;

import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.rpc.Connection;
import com.alipay.sofa.jraft.rpc.RaftServerService;
import com.alipay.sofa.jraft.rpc.RpcContext;
import com.alipay.sofa.jraft.rpc.RpcRequestClosure;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.InstallSnapshotRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.ReadIndexRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.ReadIndexResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.RequestVoteRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.TimeoutNowRequest;
import com.alipay.sofa.jraft.rpc.RpcResponseClosureAdapter;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.raft.net.CallServer;
import praetor.raft.net.DecodeException;
import praetor.raft.net.Frame;
import praetor.raft.store.SnapshotFolder;
import praetor.raft.store.SnapshotName;

/**
 * Hands calls to SOFAJRaft's node. Appends run on the connection's thread, which keeps those of one
 * leader in order; everything else gets a thread of its own, because it may wait for the disk.
 */
final class CallHandler implements CallServer.Handler {

  private static final Logger LOG = LoggerFactory.getLogger(CallHandler.class);

  private final RaftServerService node;
  private final SnapshotFolder snapshots;
  private final FailStop failStop;
  private final Meters meters;
  private volatile OptionalLong leaderHeardNanos = OptionalLong.empty();

  CallHandler(
      RaftServerService node, SnapshotFolder snapshots, FailStop failStop, Meters meters) {
    this.node = node;
    this.snapshots = snapshots;
    this.failStop = failStop;
    this.meters = meters;
  }

  /** When a leader was last heard, on the clock of {@link System#nanoTime}. */
  OptionalLong leaderHeardNanos() {
    return leaderHeardNanos;
  }

  @Override
  public void handle(Frame.Incoming frame, CallServer.Responder responder) throws DecodeException {
    var call = RaftCall.of(frame.kind());
    var request = call.parseRequest(frame.body());
    var answer = new RpcRequestClosure(new Context(responder), call.emptyResponse());
    if (call == RaftCall.APPEND) {
      run(request, answer);
    } else {
      Thread.ofVirtual().name("raft-call").start(() -> run(request, answer));
    }
  }

  @Override
  public void sendSnapshot(String file, OutputStream out) throws IOException {
    var name = SnapshotName.parse(file);
    if (name.isEmpty() || failStop.failed()) {
      out.write(ByteBuffer.allocate(8).putLong(-1).array());
      return;
    }
    try (var pinned = snapshots.pin(name.get())) {
      pinned.sendTo(out);
    }
  }

  private void run(Message request, RpcRequestClosure answer) {
    long start = System.nanoTime();
    try {
      var response = dispatch(request, answer);
      measure(request, System.nanoTime() - start);
      if (response != null) {
        answer.sendResponse(response);
      }
    } catch (RuntimeException e) {
      LOG.warn("raft: a call of another server failed here", e);
      answer.run(new Status(RaftError.EINTERNAL, "the call failed"));
    }
  }

  private void measure(Message request, long nanos) {
    if (request instanceof AppendEntriesRequest append) {
      meters.meter().appended(append.getEntriesCount(), nanos);
    } else if (request instanceof RequestVoteRequest) {
      meters.meter().voted(nanos);
    }
  }

  private @Nullable Message dispatch(Message request, RpcRequestClosure answer) {
    return switch (request) {
      case AppendEntriesRequest append -> {
        leaderHeardNanos = OptionalLong.of(System.nanoTime());
        yield node.handleAppendEntriesRequest(append, answer);
      }
      case InstallSnapshotRequest install -> {
        leaderHeardNanos = OptionalLong.of(System.nanoTime());
        yield node.handleInstallSnapshot(install, answer);
      }
      case RequestVoteRequest vote when vote.getPreVote() -> node.handlePreVoteRequest(vote);
      case RequestVoteRequest vote -> node.handleRequestVoteRequest(vote);
      case TimeoutNowRequest timeout -> node.handleTimeoutNowRequest(timeout, answer);
      case ReadIndexRequest read -> {
        node.handleReadIndexRequest(read, new ReadIndexAnswer(answer));
        yield null;
      }
      default -> throw new IllegalArgumentException("no call is a " + request.getClass());
    };
  }

  private static final class ReadIndexAnswer extends RpcResponseClosureAdapter<ReadIndexResponse> {

    private final RpcRequestClosure answer;

    ReadIndexAnswer(RpcRequestClosure answer) {
      this.answer = answer;
    }

    @Override
    public void run(Status status) {
      if (getResponse() == null) {
        answer.run(status);
      } else {
        answer.sendResponse(getResponse());
      }
    }
  }

  /** Lets an answer out, unless the engine has failed: then it may promise what is not durable. */
  private final class Context implements RpcContext {

    private final CallServer.Responder responder;

    Context(CallServer.Responder responder) {
      this.responder = responder;
    }

    @Override
    public void sendResponse(Object response) {
      if (!failStop.failed()) {
        responder.respond((Message) response);
      }
    }

    @Override
    public Connection getConnection() {
      throw new UnsupportedOperationException("used only by processors that are not used");
    }

    @Override
    public String getRemoteAddress() {
      return "another server";
    }
  }
}
