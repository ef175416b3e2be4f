package praetor.agent.rpc.client;

import java.util.concurrent.CompletionException;
import praetor.agent.RequestException;
import praetor.agent.rpc.RpcException;

/**
 * What failures of calls mean: whether another try may help, and what the asker is told. Source:
 * rpc facts, section 3; texts of a Consul 1.21.4 client agent.
 */
final class Failures {
  static final String NO_SERVERS = "No known Consul servers";

  private static final String RPC_ERROR = "rpc error ";
  private static final String MAKING_CALL = "rpc error making call: ";
  private static final String GETTING_CLIENT = "rpc error getting client: ";

  private Failures() {}

  static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException wrapper && wrapper.getCause() != null
        ? cause(wrapper.getCause())
        : failure;
  }

  /** Whether the same call may be made again, to another server if there is one. */
  static boolean mayRepeat(Throwable failure, boolean repeatable) {
    return switch (failure) {
      case RpcException call ->
          switch (call.kind()) {
            case ANSWERED -> wasRefused(String.valueOf(call.getMessage()));
            case NOT_SENT -> true;
            case UNKNOWN -> repeatable;
          };
      case RequestException request -> wasRefused(String.valueOf(request.getMessage()));
      default -> false;
    };
  }

  /** Whether another server may do better. */
  static boolean blamesServer(Throwable failure) {
    return failure instanceof RpcException call
        && (call.kind() != RpcException.Kind.ANSWERED
            || wasRefused(String.valueOf(call.getMessage())));
  }

  /** A server without a leader, or with too much to do: nothing of the call was done. */
  private static boolean wasRefused(String text) {
    return text.contains(RequestException.NO_LEADER)
        || text.contains(RequestException.RPC_RATE_EXCEEDED)
        || text.contains(RequestException.RATE_LIMITED);
  }

  /** A refusal as the server told it. */
  static Throwable withoutCall(Throwable failure) {
    return cause(failure) instanceof RequestException refused
            && String.valueOf(refused.getMessage()).startsWith(MAKING_CALL)
        ? RequestException.ofText(
            String.valueOf(refused.getMessage()).substring(MAKING_CALL.length()))
        : failure;
  }

  /** A failure as the asker sees it. */
  static RequestException told(Throwable failure) {
    return switch (failure) {
      case RequestException request -> request;
      case RpcException call -> {
        var text = String.valueOf(call.getMessage());
        var step = call.kind() == RpcException.Kind.NOT_SENT ? GETTING_CLIENT : MAKING_CALL;
        // The connection says itself how far a call came that had no answer.
        boolean told = call.kind() != RpcException.Kind.ANSWERED && text.startsWith(RPC_ERROR);
        yield RequestException.ofText(told ? text : step + text);
      }
      default -> throw new IllegalStateException("a call failed by our own mistake", failure);
    };
  }
}
