package praetor.cli.snapshot;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.cli.command.CommandException;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.KvEntry;
import praetor.model.codec.JsonWriter;
import praetor.state.archive.RecordHash;
import praetor.state.archive.RecordKind;
import praetor.state.archive.RecordStream;

/** The records of an archive under names. */
final class Entries {
  private Entries() {}

  /** A record with its name. Valid during the call that it is given to. */
  record Entry(String name, RecordStream record) {
    int size() {
      return record.size();
    }

    boolean isKey() {
      return record.type() == RecordKind.KVS.type();
    }

    /** The value of a key as it is, anything else as JSON on a line. */
    byte[] content() throws DecodeException {
      return isKey() ? key().value().array() : Bytes.utf8(json() + "\n").array();
    }

    /** See {@link RecordHash}. */
    long hash() throws DecodeException {
      return RecordHash.of(record.type(), record.again());
    }

    private String json() throws DecodeException {
      var json = JsonWriter.compact();
      RecordJson.write(record.type(), record.again(), json);
      return json.toText();
    }

    private KvEntry key() throws DecodeException {
      return KvEntry.SHAPE.readPack(record.again());
    }

    /** What people look through: of a key its value as text. */
    String text() throws DecodeException {
      return isKey() ? key().value().utf8() : json();
    }
  }

  /** Sees each entry once. */
  @FunctionalInterface
  interface Visitor {
    void visit(Entry entry) throws IOException, DecodeException;
  }

  /**
   * Goes through the entries.
   *
   * @param prefix of their names; those of indexes only when it asks for them
   */
  static void visit(ArchiveFile file, String prefix, Visitor visitor) throws CommandException {
    Map<Integer, Long> numbers = new HashMap<>();
    file.visit(
        records -> {
          long number = numbers.merge(records.type(), 1L, Long::sum);
          var name = EntryName.of(records.type(), records.again(), number);
          boolean hidden =
              RecordKind.of(records.type()).filter(Entries::isBookkeeping).isPresent()
                  && prefix.isEmpty();
          if (name.startsWith(prefix) && !hidden) {
            visitor.visit(new Entry(name, records));
          }
        });
  }

  private static boolean isBookkeeping(RecordKind kind) {
    return kind == RecordKind.INDEX || kind == RecordKind.CHUNKING;
  }

  /** The argument at a place. */
  static Optional<String> argument(List<String> arguments, int at) {
    return at < arguments.size() ? Optional.of(arguments.get(at)) : Optional.empty();
  }
}
