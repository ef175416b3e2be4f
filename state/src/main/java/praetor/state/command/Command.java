package praetor.state.command;

import java.util.List;
import praetor.model.DeregisterRequest;
import praetor.model.NodeCoordinate;
import praetor.model.RegisterRequest;

/** A write as the raft log carries it. {@link Commands} writes and reads them. */
public sealed interface Command
    permits Command.Register,
        Command.Deregister,
        KvsRequest,
        SessionRequest,
        PreparedQueryRequest,
        ConfigEntryRequest,
        CaRequest,
        ManualIpsRequest,
        Command.TombstoneReap,
        Command.CoordinateBatch,
        TxnRequest,
        AutopilotSetRequest,
        RestoreRequest {
  /** A node, a service, checks, into the catalog. */
  record Register(RegisterRequest request) implements Command {}

  /** A service, a check or a node, out of the catalog. */
  record Deregister(DeregisterRequest request) implements Command {}

  /** Forgets the tombstones of deletions up to a raft index. */
  record TombstoneReap(long upToIndex) implements Command {}

  /** The coordinates that came in since the last batch. */
  record CoordinateBatch(List<NodeCoordinate> updates) implements Command {
    public CoordinateBatch {
      updates = List.copyOf(updates);
    }
  }
}
