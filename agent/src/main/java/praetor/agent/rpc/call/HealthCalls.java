package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.list;

import java.util.List;
import praetor.model.CheckServiceNode;
import praetor.model.HealthCheck;
import praetor.model.codec.Codec;

/** The methods of health. */
public final class HealthCalls {
  private static final Codec<Reply<List<HealthCheck>>> CHECKS =
      Reply.shape("HealthChecks", list(NodeShapes.CHECK));

  public static final Method<ReadRequest<ServiceRead>, Reply<List<CheckServiceNode>>>
      SERVICE_NODES =
          new Method<>(
              "Health.ServiceNodes",
              ReadRequest.shape(ServiceRead.SHAPE),
              Reply.shape("Nodes", list(NodeShapes.INSTANCE)));
  public static final Method<ReadRequest<ServiceRead>, Reply<List<HealthCheck>>> SERVICE_CHECKS =
      new Method<>("Health.ServiceChecks", ReadRequest.shape(ServiceRead.SHAPE), CHECKS);
  public static final Method<ReadRequest<NodeRead>, Reply<List<HealthCheck>>> NODE_CHECKS =
      new Method<>("Health.NodeChecks", ReadRequest.shape(NodeRead.SHAPE), CHECKS);
  public static final Method<ReadRequest<StateRead>, Reply<List<HealthCheck>>> CHECKS_IN_STATE =
      new Method<>("Health.ChecksInState", ReadRequest.shape(StateRead.SHAPE), CHECKS);

  private HealthCalls() {}
}
