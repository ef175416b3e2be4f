package praetor.raft.jraft;

import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.conf.ConfigurationEntry;
import com.alipay.sofa.jraft.entity.EnumOutter.EntryType;
import com.alipay.sofa.jraft.entity.LogEntry;
import com.alipay.sofa.jraft.entity.LogId;
import com.alipay.sofa.jraft.entity.PeerId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import praetor.raft.log.LogRecord;

/**
 * SOFAJRaft's entries as records of our log. A command's bytes stand there as they are. A
 * configuration is text: four lines with the ids of voters, learners, and the old ones of both
 * while a change is under way, separated by spaces.
 */
final class EntryCodec {

  private EntryCodec() {}

  static LogRecord encode(LogEntry entry) {
    var id = entry.getId();
    return switch (entry.getType()) {
      case ENTRY_TYPE_DATA ->
          new LogRecord(id.getIndex(), id.getTerm(), LogRecord.Kind.DATA, entry.sliceData());
      case ENTRY_TYPE_CONFIGURATION ->
          new LogRecord(
              id.getIndex(), id.getTerm(), LogRecord.Kind.CONFIGURATION, configuration(entry));
      case ENTRY_TYPE_NO_OP ->
          new LogRecord(id.getIndex(), id.getTerm(), LogRecord.Kind.NO_OP, ByteBuffer.allocate(0));
      case ENTRY_TYPE_UNKNOWN ->
          throw new IllegalArgumentException("entry " + id + " is of an unknown type");
    };
  }

  static LogEntry decode(LogRecord record) throws IOException {
    var entry = new LogEntry(type(record));
    entry.setId(new LogId(record.index(), record.term()));
    if (record.kind() == LogRecord.Kind.CONFIGURATION) {
      fill(entry, record);
    } else {
      entry.setData(record.payload().slice());
    }
    return entry;
  }

  static ConfigurationEntry configuration(LogRecord record) throws IOException {
    var entry = decode(record);
    var current = new Configuration(entry.getPeers(), entry.getLearners());
    var old =
        entry.getOldPeers() == null
            ? new Configuration()
            : new Configuration(entry.getOldPeers(), entry.getOldLearners());
    return new ConfigurationEntry(entry.getId(), current, old);
  }

  private static EntryType type(LogRecord record) throws IOException {
    return switch (record.kind()) {
      case DATA -> EntryType.ENTRY_TYPE_DATA;
      case CONFIGURATION -> EntryType.ENTRY_TYPE_CONFIGURATION;
      case NO_OP -> EntryType.ENTRY_TYPE_NO_OP;
      case CLOSED -> throw new IOException("log record " + record.index() + " is no entry");
    };
  }

  private static ByteBuffer configuration(LogEntry entry) {
    var text =
        String.join(
            "\n",
            line(entry.getPeers()),
            line(entry.getLearners()),
            line(entry.getOldPeers()),
            line(entry.getOldLearners()));
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void fill(LogEntry entry, LogRecord record) throws IOException {
    var lines = StandardCharsets.UTF_8.decode(record.payload().slice()).toString().split("\n", -1);
    if (lines.length != 4) {
      throw new IOException("configuration " + record.index() + " in the log is garbled");
    }
    entry.setPeers(peers(lines[0]));
    if (!lines[1].isEmpty()) {
      entry.setLearners(peers(lines[1]));
    }
    if (!lines[2].isEmpty()) {
      entry.setOldPeers(peers(lines[2]));
    }
    if (!lines[3].isEmpty()) {
      entry.setOldLearners(peers(lines[3]));
    }
  }

  private static String line(@Nullable List<PeerId> peers) {
    return peers == null ? "" : String.join(" ", peers.stream().map(Ids::id).toList());
  }

  private static List<PeerId> peers(String line) {
    return line.isEmpty() ? List.of() : Arrays.stream(line.split(" ", -1)).map(Ids::peer).toList();
  }
}
