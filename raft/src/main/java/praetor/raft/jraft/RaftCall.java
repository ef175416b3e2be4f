package praetor.raft.jraft;

import com.alipay.sofa.jraft.rpc.RpcRequests;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import praetor.raft.net.DecodeException;

/** The calls of Raft: their codes on the wire and their messages. */
enum RaftCall {
  APPEND(
      1,
      RpcRequests.AppendEntriesRequest.getDefaultInstance(),
      RpcRequests.AppendEntriesResponse.getDefaultInstance()),
  VOTE(
      2,
      RpcRequests.RequestVoteRequest.getDefaultInstance(),
      RpcRequests.RequestVoteResponse.getDefaultInstance()),
  INSTALL_SNAPSHOT(
      3,
      RpcRequests.InstallSnapshotRequest.getDefaultInstance(),
      RpcRequests.InstallSnapshotResponse.getDefaultInstance()),
  TIMEOUT_NOW(
      4,
      RpcRequests.TimeoutNowRequest.getDefaultInstance(),
      RpcRequests.TimeoutNowResponse.getDefaultInstance()),
  READ_INDEX(
      5,
      RpcRequests.ReadIndexRequest.getDefaultInstance(),
      RpcRequests.ReadIndexResponse.getDefaultInstance());

  private final int code;
  private final Message request;
  private final Message response;

  RaftCall(int code, Message request, Message response) {
    this.code = code;
    this.request = request;
    this.response = response;
  }

  static RaftCall of(int code) throws DecodeException {
    for (var call : values()) {
      if (call.code == code) {
        return call;
      }
    }
    throw new DecodeException("unknown call " + code);
  }

  /** The call that a request of SOFAJRaft is. */
  static RaftCall of(Message request) {
    for (var call : values()) {
      if (call.request.getClass() == request.getClass()) {
        return call;
      }
    }
    throw new IllegalArgumentException("no call for " + request.getClass());
  }

  int code() {
    return code;
  }

  Message emptyResponse() {
    return response;
  }

  Message parseRequest(ByteString body) throws DecodeException {
    return parse(request.getParserForType(), body);
  }

  Message parseResponse(ByteString body) throws DecodeException {
    return parse(response.getParserForType(), body);
  }

  private static Message parse(Parser<? extends Message> parser, ByteString body)
      throws DecodeException {
    var in = body.newCodedInput();
    // The commands in an append share the frame's bytes.
    in.enableAliasing(true);
    try {
      return parser.parseFrom(in);
    } catch (InvalidProtocolBufferException e) {
      throw new DecodeException("garbled message", e);
    }
  }
}
