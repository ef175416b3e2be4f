package praetor.agent.rpc.grpc;

import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.raft.Connection;

/** Serves gRPC on connections that were accepted elsewhere. Safe for any thread. */
public final class GrpcServer implements Consumer<Connection> {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server.grpc");

  private final GrpcMethods methods;

  public GrpcServer(GrpcServices services) {
    methods = new GrpcMethods(services);
  }

  /** Serves a connection until it ends, on the calling thread, and closes it. */
  @Override
  public void accept(Connection connection) {
    try (connection) {
      new GrpcConnection(connection, methods).serve();
    } catch (IOException e) {
      LOG.debug("the connection from {} ended", connection.remote(), e);
    }
  }
}
