package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.BOOL;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.model.DecodeException;
import praetor.model.codec.PackReader;
import praetor.model.codec.PackWriter;
import praetor.model.entry.ConfigEntry;
import praetor.model.entry.EntryKind;
import praetor.model.entry.EntryKinds;
import praetor.model.entry.EntryPack;
import praetor.state.command.ConfigEntryRequest;

/**
 * The methods of config entries. Requests and replies are raw bytes that hold kinds before what is
 * of that kind. Source: facts of the server RPC.
 */
public final class ConfigEntryCalls {
  /** Writes or deletes; the reply says whether that took place. */
  public static final Method<WriteRequest<ConfigEntryRequest>, Boolean> APPLY =
      new Method<>("ConfigEntry.Apply", new Request(), BOOL);

  public static final Method<ReadRequest<EntryRead>, Reply<Optional<ConfigEntry>>> GET =
      new Method<>("ConfigEntry.Get", ReadRequest.shape(EntryRead.SHAPE), new One());

  /** The entries of all kinds, or of the one that is asked for. */
  public static final Method<ReadRequest<EntryRead>, Reply<List<ConfigEntry>>> LIST_ALL =
      new Method<>("ConfigEntry.ListAll", ReadRequest.shape(EntryRead.SHAPE), new Several());

  private ConfigEntryCalls() {}

  private static EntryKind declared(String kind) throws DecodeException {
    return EntryKinds.find(kind)
        .orElseThrow(() -> new DecodeException("a config entry of the kind " + kind));
  }

  private static final class Request extends PackOnly<WriteRequest<ConfigEntryRequest>> {
    @Override
    public WriteRequest<ConfigEntryRequest> zero() {
      return new WriteRequest<>(ConfigEntryRequest.CODEC.zero(), "", "");
    }

    @Override
    public void writePack(WriteRequest<ConfigEntryRequest> value, PackWriter out) {
      new ConfigEntryRequest.Addressed(value.body(), value.datacenter(), value.token())
          .writePack(out);
    }

    @Override
    public WriteRequest<ConfigEntryRequest> readPack(PackReader in) throws DecodeException {
      var read =
          ConfigEntryRequest.Addressed.readPack(in)
              .orElseThrow(() -> new DecodeException("a config entry of an unknown kind"));
      return new WriteRequest<>(read.request(), read.datacenter(), read.token());
    }

    @Override
    public String goType() {
      return "structs.ConfigEntryRequest";
    }
  }

  /**
   * The kind, empty when there is no entry; the entry if there is one; what the reply says of
   * itself.
   */
  private static final class One extends PackOnly<Reply<Optional<ConfigEntry>>> {
    @Override
    public Reply<Optional<ConfigEntry>> zero() {
      return new Reply<>(Optional.empty(), QueryMeta.NONE);
    }

    @Override
    public void writePack(Reply<Optional<ConfigEntry>> value, PackWriter out) {
      var inner = new PackWriter();
      if (value.value().isPresent()) {
        inner.string(value.value().get().kind());
        EntryPack.write(value.value().get(), inner);
      } else {
        inner.string("");
      }
      QueryMeta.SHAPE.writePack(value.meta(), inner);
      out.raw(inner.toBytes());
    }

    @Override
    public Reply<Optional<ConfigEntry>> readPack(PackReader in) throws DecodeException {
      var inner = new PackReader(in.raw());
      var kind = inner.string();
      var entry =
          kind.isEmpty()
              ? Optional.<ConfigEntry>empty()
              : Optional.of(EntryPack.read(declared(kind), inner));
      return new Reply<>(entry, QueryMeta.SHAPE.readPack(inner));
    }

    @Override
    public String goType() {
      return "structs.ConfigEntryResponse";
    }
  }

  /** How many there are, then the kind and the entry of each. */
  private static final class Several extends PackOnly<Reply<List<ConfigEntry>>> {
    @Override
    public Reply<List<ConfigEntry>> zero() {
      return new Reply<>(List.of(), QueryMeta.NONE);
    }

    @Override
    public void writePack(Reply<List<ConfigEntry>> value, PackWriter out) {
      var inner = new PackWriter();
      inner.integer(value.value().size());
      for (var entry : value.value()) {
        inner.string(entry.kind());
        EntryPack.write(entry, inner);
      }
      QueryMeta.SHAPE.writePack(value.meta(), inner);
      out.raw(inner.toBytes());
    }

    @Override
    public Reply<List<ConfigEntry>> readPack(PackReader in) throws DecodeException {
      var inner = new PackReader(in.raw());
      long count = inner.integer();
      List<ConfigEntry> entries = new ArrayList<>();
      for (long i = 0; i < count; i++) {
        entries.add(EntryPack.read(declared(inner.string()), inner));
      }
      return new Reply<>(entries, QueryMeta.SHAPE.readPack(inner));
    }

    @Override
    public String goType() {
      return "structs.IndexedGenericConfigEntries";
    }
  }
}
