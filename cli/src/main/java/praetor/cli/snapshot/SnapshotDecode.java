package praetor.cli.snapshot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.Terminal;
import praetor.model.DecodeException;
import praetor.model.codec.JsonWriter;
import praetor.state.archive.ArchiveMeta;
import praetor.state.archive.RecordKind;
import praetor.state.archive.RecordStream;

/**
 * {@code snapshot decode}: every record as a line of JSON.
 *
 * <p>Consul 1.21.4 shows records of some kinds without their content: keys, sessions, queries. So
 * do we, for what reads its output, unless the whole is asked for.
 */
public final class SnapshotDecode implements Command {
  private static final String INDEXES = "\"CreateIndex\":0,\"ModifyIndex\":0}";

  /** Source: the output of Consul 1.21.4 for any record of these kinds. */
  private static final Map<RecordKind, String> WITHOUT_CONTENT =
      Map.of(
          RecordKind.KVS,
          "{\"Datacenter\":\"\",\"Op\":\"\",\"DirEnt\":{\"LockIndex\":0,\"Key\":\"\",\"Flags\":0,"
              + "\"Value\":null,"
              + INDEXES
              + ",\"Token\":\"\"}",
          RecordKind.SESSION,
          "{\"Datacenter\":\"\",\"Op\":\"\",\"Session\":{\"ID\":\"\",\"Name\":\"\",\"Node\":\"\","
              + "\"LockDelay\":0,\"Behavior\":\"\",\"TTL\":\"\",\"NodeChecks\":null,"
              + "\"ServiceChecks\":null,"
              + INDEXES
              + ",\"Token\":\"\"}",
          RecordKind.TOMBSTONE,
          "{\"Datacenter\":\"\",\"Op\":\"\",\"ReapIndex\":0,\"Token\":\"\"}",
          RecordKind.PREPARED_QUERY,
          "{\"Datacenter\":\"\",\"Op\":\"\",\"Query\":null,\"Token\":\"\"}",
          RecordKind.AUTOPILOT,
          "{\"Datacenter\":\"\",\"Config\":{\"CleanupDeadServers\":false,"
              + "\"LastContactThreshold\":0,\"MaxTrailingLogs\":0,\"MinQuorum\":0,"
              + "\"ServerStabilizationTime\":0,\"RedundancyZoneTag\":\"\","
              + "\"DisableUpgradeMigration\":false,\"UpgradeVersionTag\":\"\","
              + INDEXES
              + ",\"CAS\":false,\"Token\":\"\"}",
          RecordKind.CA_ROOT,
          "{\"Op\":\"\",\"Datacenter\":\"\",\"Index\":0,\"Roots\":null,\"Config\":null,"
              + "\"ProviderState\":null,\"Token\":\"\"}");

  private final Flags flags = new Flags();
  private final SealFlags seal = new SealFlags(flags);
  private final Flag<Boolean> full =
      flags.bool(
          "full",
          "Show the content of all records: without, those of keys, sessions, queries and the like"
              + " are empty, as Consul 1.21 prints them.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "snapshot decode [options] FILE";
  }

  @Override
  public String description() {
    return "Prints a snapshot as lines of JSON, its header first, then each record with the name of"
        + " its kind. Secrets of tokens and keys are among them.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    var file = ArchiveFile.open(seal.source(ArchiveFile.nameOf(arguments), terminal));
    var header = JsonWriter.compact();
    ArchiveMeta.SHAPE.writeJson(file.meta(), header);
    print(header.toText(), "SnapshotHeader", terminal);
    file.visit(records -> print(data(records), RecordKind.nameOf(records.type()), terminal));
    return 0;
  }

  private String data(RecordStream records) throws DecodeException {
    var without = RecordKind.of(records.type()).flatMap(SnapshotDecode::withoutContent);
    if (!full.value() && without.isPresent()) {
      return without.get();
    }
    var json = JsonWriter.compact();
    RecordJson.write(records.type(), records.reader(), json);
    return json.toText();
  }

  private static Optional<String> withoutContent(RecordKind kind) {
    return Optional.ofNullable(WITHOUT_CONTENT.get(kind));
  }

  private static void print(String data, String type, Terminal terminal) {
    terminal.out().print("{\"Data\":" + data + ",\"Type\":\"" + type + "\"}\n");
  }
}
