package praetor.raft.jraft;

import com.alipay.sofa.jraft.ReplicatorGroup;
import com.alipay.sofa.jraft.error.InvokeTimeoutException;
import com.alipay.sofa.jraft.error.RemotingException;
import com.alipay.sofa.jraft.option.RpcOptions;
import com.alipay.sofa.jraft.rpc.InvokeCallback;
import com.alipay.sofa.jraft.rpc.InvokeContext;
import com.alipay.sofa.jraft.rpc.RpcClient;
import com.alipay.sofa.jraft.util.Endpoint;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesRequest;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import praetor.raft.net.Answer;
import praetor.raft.net.DecodeException;
import praetor.raft.net.Links;

/**
 * Our links as SOFAJRaft's client.
 *
 * <p>A connection counts as there when the address book knows the peer: dialing happens behind a
 * call, because SOFAJRaft asks for it while it holds the node's lock. Answers to appends are handed
 * on in order, on the thread that reads them; all others get a thread of their own, because they
 * may write the vote.
 */
final class RpcClientAdapter implements RpcClient {

  private Optional<Links> links = Optional.empty();
  private Meters meters = new Meters();

  @Override
  public boolean init(RpcOptions options) {
    links = Optional.of(((EngineNodeOptions) options).links());
    meters = ((EngineNodeOptions) options).meters();
    return true;
  }

  @Override
  public void shutdown() {
    // The engine closes the links when the last message has left.
  }

  @Override
  public boolean checkConnection(Endpoint endpoint) {
    return links().knows(Ids.id(endpoint));
  }

  @Override
  public boolean checkConnection(Endpoint endpoint, boolean createIfAbsent) {
    return checkConnection(endpoint);
  }

  @Override
  public void closeConnection(Endpoint endpoint) {
    links().disconnect(Ids.id(endpoint));
  }

  @Override
  public void registerConnectEventListener(ReplicatorGroup group) {
    // Replicators are started whether the peer is up or not, so there is nothing to wake.
  }

  /** Only used for pings, when {@link #checkConnection} has already said that there is no peer. */
  @Override
  public Object invokeSync(
      Endpoint endpoint, Object request, @Nullable InvokeContext context, long timeoutMs)
      throws RemotingException {
    throw new RemotingException("no address is known of " + Ids.id(endpoint));
  }

  @Override
  public void invokeAsync(
      Endpoint endpoint,
      Object request,
      @Nullable InvokeContext context,
      InvokeCallback callback,
      long timeoutMs) {
    var message = (Message) request;
    var call = RaftCall.of(message);
    var peer = Ids.id(endpoint);
    long start = System.nanoTime();
    links()
        .call(
            peer,
            call.code(),
            message,
            Duration.ofMillis(timeoutMs),
            answer -> {
              if (answer instanceof Answer.Body && message instanceof AppendEntriesRequest append) {
                meters.answered(peer, append.getEntriesCount(), start);
              }
              answered(call, answer, callback);
            });
  }

  private static void answered(RaftCall call, Answer answer, InvokeCallback callback) {
    switch (answer) {
      case Answer.Failed(var cause) -> {
        var failure =
            cause.timedOut()
                ? new InvokeTimeoutException(cause.getMessage())
                : new RemotingException(cause.getMessage());
        callback.complete(null, failure);
      }
      case Answer.Body(var body) when call == RaftCall.APPEND -> complete(call, body, callback);
      case Answer.Body(var body) ->
          Thread.ofVirtual().name("raft-answer").start(() -> complete(call, body, callback));
    }
  }

  private static void complete(RaftCall call, ByteString body, InvokeCallback callback) {
    try {
      callback.complete(call.parseResponse(body), null);
    } catch (DecodeException e) {
      callback.complete(null, new RemotingException(e));
    }
  }

  private Links links() {
    return links.orElseThrow(() -> new IllegalStateException("not initialised"));
  }
}
