package praetor.state;

import java.util.List;
import praetor.model.HealthCheck;
import praetor.model.Node;
import praetor.model.NodeService;

/**
 * Everything about a node, as the web page shows it.
 *
 * @param services by id
 * @param checks all of them, by id
 */
public record NodeInfo(Node node, List<NodeService> services, List<HealthCheck> checks) {}
