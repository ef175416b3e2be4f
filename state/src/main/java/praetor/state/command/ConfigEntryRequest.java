package praetor.state.command;

import java.util.Optional;
import praetor.model.DecodeException;
import praetor.model.codec.Codec;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonValue;
import praetor.model.codec.JsonWriter;
import praetor.model.codec.PackReader;
import praetor.model.codec.PackWriter;
import praetor.model.entry.ConfigEntry;
import praetor.model.entry.EntryJson;
import praetor.model.entry.EntryKind;
import praetor.model.entry.EntryKinds;
import praetor.model.entry.EntryPack;

/**
 * Writes or deletes a config entry.
 *
 * @param entry of a declared kind, with the index that it must have where the operation is
 *     conditional; to delete one, nothing else but its kind and name counts
 */
public record ConfigEntryRequest(Op op, ConfigEntry entry) implements Command {
  /** What is to be done. */
  public enum Op {
    /** Nothing: the entry is there. So it stands in snapshots. */
    NONE(""),
    UPSERT("upsert"),
    UPSERT_CAS("upsert-cas"),
    DELETE("delete"),
    DELETE_CAS("delete-cas");

    private final String word;

    Op(String word) {
      this.word = word;
    }

    private static Op of(String word) throws DecodeException {
      for (var op : values()) {
        if (op.word.equals(word)) {
          return op;
        }
      }
      throw new DecodeException("invalid config entry operation: " + word);
    }
  }

  /** Whether an entry is to be there afterwards. */
  public boolean writes() {
    return op == Op.UPSERT || op == Op.UPSERT_CAS;
  }

  /** Raw bytes that hold the kind and then the request. Source: spec of snapshots, record 22. */
  public static final Codec<ConfigEntryRequest> CODEC = new Binary();

  /**
   * A request as servers send it to each other.
   *
   * @param datacenter whose servers are to do it
   * @param token the secret of the asker
   */
  public record Addressed(ConfigEntryRequest request, String datacenter, String token) {
    public void writePack(PackWriter out) {
      var inner = new PackWriter();
      inner.string(request.entry().kind()).mapHeader(4).string("Datacenter").string(datacenter);
      inner.string("Entry");
      EntryPack.write(request.entry(), inner);
      inner.string("Op").string(request.op().word).string("Token").string(token);
      out.raw(inner.toBytes());
    }

    /** Reads one; nothing when this version does not declare the kind. */
    public static Optional<Addressed> readPack(PackReader in) throws DecodeException {
      var inner = new PackReader(in.raw());
      var kind = EntryKinds.find(inner.string());
      return kind.isEmpty() ? Optional.empty() : Optional.of(read(kind.get(), inner));
    }

    private static Addressed read(EntryKind kind, PackReader in) throws DecodeException {
      var op = Op.NONE;
      var entry = ConfigEntry.named(kind.name(), "");
      var datacenter = "";
      var token = "";
      int length = in.mapHeader();
      for (int i = 0; i < length; i++) {
        switch (in.string()) {
          case "Entry" -> entry = EntryPack.read(kind, in);
          case "Op" -> op = Op.of(in.string());
          case "Datacenter" -> datacenter = in.string();
          case "Token" -> token = in.string();
          default -> in.skip();
        }
      }
      in.end();
      return new Addressed(new ConfigEntryRequest(op, entry), datacenter, token);
    }
  }

  /** Reads a request; nothing when this version does not declare the kind. */
  public static Optional<ConfigEntryRequest> readDeclared(PackReader in) throws DecodeException {
    return Addressed.readPack(in).map(Addressed::request);
  }

  private static final class Binary implements Codec<ConfigEntryRequest> {
    @Override
    public ConfigEntryRequest zero() {
      return new ConfigEntryRequest(Op.NONE, ConfigEntry.named("", ""));
    }

    /** For those who look at a record; nothing reads it again. */
    @Override
    public void writeJson(ConfigEntryRequest value, JsonWriter out) {
      EntryJson.write(value.entry(), out);
    }

    @Override
    public ConfigEntryRequest readJson(JsonValue in, JsonPath path) throws DecodeException {
      throw path.mismatch(in.kind(), goType());
    }

    @Override
    public void writePack(ConfigEntryRequest value, PackWriter out) {
      new Addressed(value, "", "").writePack(out);
    }

    @Override
    public ConfigEntryRequest readPack(PackReader in) throws DecodeException {
      return readDeclared(in)
          .orElseThrow(() -> new DecodeException("a config entry of an unknown kind"));
    }

    @Override
    public String goType() {
      return "structs.ConfigEntryRequest";
    }
  }
}
