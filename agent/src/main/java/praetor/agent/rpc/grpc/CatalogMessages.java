package praetor.agent.rpc.grpc;

import praetor.model.CheckServiceNode;
import praetor.model.Locality;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.ServiceAddress;

/** Nodes and services as messages. */
final class CatalogMessages {
  private CatalogMessages() {}

  static ProtoWriter instance(CheckServiceNode row) {
    var message = new ProtoWriter().message(1, node(row.node())).message(2, service(row.service()));
    row.checks().forEach(check -> message.message(3, CheckMessages.check(check)));
    return message;
  }

  /** An instance that is gone: which it was, and nothing of its node and checks. */
  static ProtoWriter goneInstance(CheckServiceNode row) {
    var node = new ProtoWriter().text(2, row.node().node()).message(7, new ProtoWriter());
    return new ProtoWriter().message(1, node).message(2, service(row.service()));
  }

  private static ProtoWriter node(Node node) {
    var message =
        new ProtoWriter()
            .text(1, node.id())
            .text(2, node.node())
            .text(3, node.address())
            .text(4, node.datacenter())
            .texts(5, node.taggedAddresses())
            .texts(6, node.meta())
            .message(7, raftIndex(node.createIndex(), node.modifyIndex()))
            .text(8, node.partition())
            .text(9, node.peerName());
    node.locality().ifPresent(place -> message.message(10, locality(place)));
    return message;
  }

  private static ProtoWriter service(NodeService service) {
    var message =
        new ProtoWriter()
            .text(1, service.kind())
            .text(2, service.id())
            .text(3, service.service())
            .texts(4, service.tags())
            .text(5, service.address())
            .texts(6, service.meta())
            .number(7, service.port());
    service
        .weights()
        .ifPresent(
            weights ->
                message.message(
                    8,
                    new ProtoWriter().number(1, weights.passing()).number(2, weights.warning())));
    message
        .flag(9, service.enableTagOverride())
        .message(11, ProxyMessages.proxy(service.proxy()))
        .message(12, new ProtoWriter().flag(1, service.connect().isNative()))
        .flag(13, service.locallyRegisteredAsSidecar())
        .message(14, raftIndex(service.createIndex(), service.modifyIndex()));
    service
        .taggedAddresses()
        .forEach(
            (tag, address) ->
                message.message(15, ProtoWriter.entry(tag).message(2, address(address))));
    message
        .message(16, new ProtoWriter())
        .text(17, service.socketPath())
        .text(18, service.peerName());
    service.locality().ifPresent(place -> message.message(19, locality(place)));
    return message;
  }

  private static ProtoWriter address(ServiceAddress address) {
    return new ProtoWriter().text(1, address.address()).number(2, address.port());
  }

  private static ProtoWriter locality(Locality locality) {
    return new ProtoWriter().text(1, locality.region()).text(2, locality.zone());
  }

  static ProtoWriter raftIndex(long created, long modified) {
    return new ProtoWriter().number(1, created).number(2, modified);
  }
}
