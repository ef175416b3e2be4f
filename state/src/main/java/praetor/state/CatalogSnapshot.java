package praetor.state;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import praetor.model.DecodeException;
import praetor.model.HealthCheck;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.RegisterRequest;
import praetor.model.codec.Codec;
import praetor.model.codec.PackReader;

/**
 * The catalog in snapshots: for each node a record of its own, one for each of its services and one
 * for each check, all as registrations that repeat the node.
 */
final class CatalogSnapshot implements SnapshotPart.Custom<Node> {
  private static final int TYPE = 0;

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public Codec<?> codec() {
    return RegisterRequest.SHAPE;
  }

  @Override
  public void write(Tables tables, SnapshotWriter out) throws IOException {
    for (var node : NodeTable.all(tables)) {
      write(out, node, Optional.empty(), Optional.empty());
      for (var instance : ServiceTable.ofNode(tables, node.node())) {
        write(out, node, Optional.of(instance.service()), Optional.empty());
      }
      for (var check : CheckTable.onNode(tables, node.node())) {
        write(out, node, Optional.empty(), Optional.of(check));
      }
    }
  }

  private static void write(
      SnapshotWriter out, Node node, Optional<NodeService> service, Optional<HealthCheck> check)
      throws IOException {
    out.record(
        TYPE,
        RegisterRequest.SHAPE,
        new RegisterRequest(
            node.datacenter(),
            node.id(),
            node.node(),
            node.address(),
            node.taggedAddresses(),
            node.meta(),
            service,
            check,
            List.of(),
            false,
            node.locality(),
            node.peerName(),
            node.createIndex(),
            node.modifyIndex()));
  }

  @Override
  public void read(PackReader in, SnapshotReader.Load load) throws DecodeException {
    var request = RegisterRequest.SHAPE.readPack(in);
    if (!request.peerName().isEmpty()) {
      load.keep();
      return;
    }
    if (request.node().isEmpty()) {
      throw new DecodeException("failed inserting node: Must provide node");
    }
    var txn = load.txn();
    NodeTable.restore(txn, node(request, load.lastIndex()));
    request
        .service()
        .ifPresent(
            service ->
                ServiceTable.restore(txn, new ServiceTable.Instance(request.node(), service)));
    if (request.check().isPresent()) {
      restore(txn, request.check().get());
    }
    for (var check : request.checks()) {
      restore(txn, check);
    }
  }

  private static void restore(WriteTxn txn, HealthCheck check) throws DecodeException {
    if (!check.serviceId().isEmpty()
        && ServiceTable.find(txn, check.node(), check.serviceId()).isEmpty()) {
      throw new DecodeException(
          "failed inserting check \"" + check.checkId() + "\": Missing service registration");
    }
    CheckTable.restore(txn, check);
  }

  /** A node without an index counts as new. Source: a hand-made archive, restored by Consul. */
  private static Node node(RegisterRequest request, long lastIndex) {
    var node = Catalog.node(request);
    return node.modifyIndex() == 0 ? NodeTable.withIndexes(node, lastIndex, lastIndex) : node;
  }
}
