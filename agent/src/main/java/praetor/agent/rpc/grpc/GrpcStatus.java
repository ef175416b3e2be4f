package praetor.agent.rpc.grpc;

import praetor.agent.RequestException;

/** How a call ends. Source: the public status codes of gRPC. */
record GrpcStatus(int code, String message) {
  static final GrpcStatus OK = new GrpcStatus(0, "");

  /** What a caller is told of a refusal. */
  static GrpcStatus of(RequestException refused) {
    var text = String.valueOf(refused.getMessage());
    if (text.equals(RequestException.NO_LEADER)) {
      return unavailable(text);
    }
    if (text.contains(RequestException.RATE_LIMITED)) {
      return exhausted(text);
    }
    return text.contains(RequestException.PERMISSION_DENIED) ? denied(text) : unknown(text);
  }

  static GrpcStatus unknown(String message) {
    return new GrpcStatus(2, message);
  }

  static GrpcStatus invalid(String message) {
    return new GrpcStatus(3, message);
  }

  static GrpcStatus denied(String message) {
    return new GrpcStatus(7, message);
  }

  static GrpcStatus exhausted(String message) {
    return new GrpcStatus(8, message);
  }

  static GrpcStatus aborted(String message) {
    return new GrpcStatus(10, message);
  }

  static GrpcStatus unimplemented(String message) {
    return new GrpcStatus(12, message);
  }

  static GrpcStatus internal(String message) {
    return new GrpcStatus(13, message);
  }

  static GrpcStatus unavailable(String message) {
    return new GrpcStatus(14, message);
  }
}
