package praetor.agent.rpc.call;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import praetor.agent.rpc.call.AutoConfigCalls.Introduction;
import praetor.agent.rpc.call.AutoConfigCalls.Told;
import praetor.agent.rpc.call.AutoConfigCalls.Welcome;
import praetor.agent.rpc.grpc.ProtoReader;
import praetor.agent.rpc.grpc.ProtoWriter;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.TimeCodec;
import praetor.model.connect.CaRoot;
import praetor.model.connect.CaRoots;
import praetor.model.connect.IssuedCert;

/**
 * The messages of {@code AutoConfig.InitialConfiguration}. Source: field numbers as seen between a
 * client agent and a server of Consul 1.21.4.
 */
final class AutoConfigMessages {
  private AutoConfigMessages() {}

  static Bytes write(Introduction value) {
    return new ProtoWriter()
        .text(1, value.datacenter())
        .text(2, value.node())
        .text(3, value.segment())
        .text(4, value.partition())
        .text(5, value.token())
        .text(7, value.signing())
        .toBytes();
  }

  static Introduction introduction(byte[] message) throws DecodeException {
    var in = ProtoReader.of(message);
    return new Introduction(in.text(1), in.text(2), in.text(3), in.text(4), in.text(5), in.text(7));
  }

  static Bytes write(Welcome value) {
    return new ProtoWriter()
        .message(1, config(value.told()))
        .message(2, roots(value.roots()))
        .message(3, certificate(value.certificate()))
        .texts(4, value.extraRoots())
        .toBytes();
  }

  static Welcome welcome(byte[] message) throws DecodeException {
    var in = ProtoReader.of(message);
    return new Welcome(
        told(in.message(1)), roots(in.message(2)), certificate(in.message(3)), in.texts(4));
  }

  /** Whoever gets it does not read the times of ACLs while those are off. */
  private static ProtoWriter config(Told told) {
    var gossip = new ProtoWriter();
    if (!told.gossipKey().isEmpty()) {
      gossip.message(
          1,
          new ProtoWriter()
              .text(1, told.gossipKey())
              .flag(2, told.verifyIncomingGossip())
              .flag(3, told.verifyOutgoingGossip()));
    }
    gossip.texts(2, told.retryJoin());
    var acl =
        new ProtoWriter()
            .text(2, "30s")
            .text(3, "0s")
            .text(4, "30s")
            .text(5, "extend-cache")
            .text(6, "allow");
    var tls =
        new ProtoWriter()
            .flag(1, told.verifyOutgoing())
            .flag(2, told.verifyServerHostname())
            .text(3, told.cipherSuites())
            .text(4, told.minVersion());
    return new ProtoWriter()
        .text(1, told.datacenter())
        .text(2, told.primaryDatacenter())
        .text(3, told.node())
        .message(5, acl)
        .message(7, gossip)
        .message(8, tls);
  }

  private static Told told(ProtoReader in) throws DecodeException {
    var encryption = in.message(7).message(1);
    var tls = in.message(8);
    return new Told(
        in.text(1),
        in.text(2),
        in.text(3),
        encryption.text(1),
        encryption.flag(2),
        encryption.flag(3),
        in.message(7).texts(2),
        tls.flag(1),
        tls.flag(2),
        tls.text(3),
        tls.text(4));
  }

  private static ProtoWriter roots(CaRoots roots) {
    var out = new ProtoWriter().text(1, roots.activeRootId()).text(2, roots.trustDomain());
    roots.roots().forEach(root -> out.message(3, root(root)));
    return out;
  }

  private static ProtoWriter root(CaRoot root) {
    return new ProtoWriter()
        .text(1, root.id())
        .text(2, root.name())
        .number(3, root.serialNumber())
        .text(4, root.signingKeyId())
        .text(5, root.externalTrustDomain())
        .message(6, time(root.notBefore()))
        .message(7, time(root.notAfter()))
        .text(8, root.rootCert())
        .texts(9, root.intermediateCerts())
        .flag(12, root.active())
        .message(13, time(root.rotatedOutAt()))
        .text(14, root.privateKeyType())
        .number(15, root.privateKeyBits())
        .message(16, indexes(root.createIndex(), root.modifyIndex()));
  }

  private static CaRoots roots(ProtoReader in) throws DecodeException {
    List<CaRoot> roots = new ArrayList<>();
    for (var root : in.messages(3)) {
      roots.add(
          new CaRoot(
              root.text(1),
              root.text(2),
              root.number(3),
              root.text(4),
              root.text(5),
              time(root.message(6)),
              time(root.message(7)),
              root.text(8),
              root.texts(9),
              "",
              "",
              root.flag(12),
              TimeCodec.YEAR_1,
              root.text(14),
              (int) root.number(15),
              root.message(16).number(1),
              root.message(16).number(2)));
    }
    return new CaRoots(in.text(1), in.text(2), roots);
  }

  private static ProtoWriter certificate(IssuedCert certificate) {
    return new ProtoWriter()
        .text(1, certificate.serialNumber())
        .text(2, certificate.certPem())
        .text(4, certificate.service())
        .text(5, certificate.serviceUri())
        .text(6, certificate.agent())
        .text(7, certificate.agentUri())
        .message(8, time(certificate.validAfter()))
        .message(9, time(certificate.validBefore()))
        .message(10, new ProtoWriter())
        .message(11, indexes(certificate.createIndex(), certificate.modifyIndex()));
  }

  private static IssuedCert certificate(ProtoReader in) throws DecodeException {
    return new IssuedCert(
        in.text(1),
        in.text(2),
        "",
        in.text(4),
        in.text(5),
        in.text(6),
        in.text(7),
        "",
        "",
        "",
        time(in.message(8)),
        time(in.message(9)),
        in.message(11).number(1),
        in.message(11).number(2));
  }

  private static ProtoWriter indexes(long create, long modify) {
    return new ProtoWriter().number(1, create).number(2, modify);
  }

  private static ProtoWriter time(Instant time) {
    return new ProtoWriter().number(1, time.getEpochSecond()).number(2, time.getNano());
  }

  private static Instant time(ProtoReader in) throws DecodeException {
    try {
      return Instant.ofEpochSecond(in.number(1), in.number(2));
    } catch (java.time.DateTimeException | ArithmeticException e) {
      throw new DecodeException("a time out of range", e);
    }
  }
}
