package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;

import java.util.List;
import praetor.model.DecodeException;
import praetor.model.codec.PackReader;
import praetor.model.codec.PackWriter;
import praetor.model.codec.Shape;
import praetor.model.entry.ConfigEntry;
import praetor.model.entry.EntryKind;
import praetor.model.entry.EntryKinds;
import praetor.model.entry.EntryPack;

/**
 * The config entries of one kind, in the form of Consul's {@code IndexedConfigEntries}: how many,
 * the kind, and a map with all of it. Source: replies of Consul 1.21.4 to ConfigEntry.List.
 */
public record ListedEntries(String kind, List<ConfigEntry> entries) {
  public ListedEntries {
    entries = List.copyOf(entries);
  }

  static final class Form extends PackOnly<Reply<ListedEntries>> {
    @Override
    public Reply<ListedEntries> zero() {
      return new Reply<>(new ListedEntries("", List.of()), QueryMeta.NONE);
    }

    @Override
    public void writePack(Reply<ListedEntries> value, PackWriter out) {
      var listed = value.value();
      var inner = new PackWriter();
      inner.integer(listed.entries().size()).string(listed.kind());
      shape(new AnyEntry()).writePack(value, inner);
      out.raw(inner.toBytes());
    }

    @Override
    public Reply<ListedEntries> readPack(PackReader in) throws DecodeException {
      var inner = new PackReader(in.raw());
      long _ = inner.integer();
      var kind = inner.string();
      var declared =
          EntryKinds.find(kind)
              .orElseThrow(() -> new DecodeException("config entries of the kind " + kind));
      return shape(new EntryOf(declared)).readPack(inner);
    }

    private static Shape<Reply<ListedEntries>> shape(PackOnly<ConfigEntry> entry) {
      return Shape.<Reply<ListedEntries>>of("structs.IndexedConfigEntries")
          .field("Kind", STRING, reply -> reply.value().kind())
          .field("Entries", list(entry), reply -> reply.value().entries())
          .embed(QueryMeta.SHAPE, Reply::meta)
          .build(v -> new Reply<>(new ListedEntries(v.next(), v.next()), v.next()));
    }

    @Override
    public String goType() {
      return "structs.IndexedConfigEntries";
    }
  }

  /** An entry to be written, whose kind it says itself. */
  private static class AnyEntry extends PackOnly<ConfigEntry> {
    @Override
    public ConfigEntry zero() {
      return ConfigEntry.named("", "");
    }

    @Override
    public void writePack(ConfigEntry value, PackWriter out) {
      EntryPack.write(value, out);
    }

    @Override
    public ConfigEntry readPack(PackReader in) throws DecodeException {
      throw new DecodeException("a config entry of an unknown kind");
    }

    @Override
    public String goType() {
      return "structs.ConfigEntry";
    }
  }

  private static final class EntryOf extends AnyEntry {
    private final EntryKind kind;

    EntryOf(EntryKind kind) {
      this.kind = kind;
    }

    @Override
    public ConfigEntry readPack(PackReader in) throws DecodeException {
      return EntryPack.read(kind, in);
    }
  }
}
