package praetor.agent.recovery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import praetor.agent.disk.SafeFiles;
import praetor.model.DecodeException;
import praetor.model.codec.Codec;
import praetor.model.codec.Codecs;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonWriter;

/** Lists of servers in files of a server's raft directory. */
public final class ServersFile {

  /** Names and addresses of the servers this one has known; only people read it. */
  public static final String KNOWN = "servers.json";

  /** Who takes part from the next start on. */
  public static final String PEERS = "peers.json";

  private static final Codec<List<GroupServer>> LIST = Codecs.list(GroupServer.SHAPE);

  private ServersFile() {}

  /** The servers of a file; none when there is no such file. */
  public static List<GroupServer> read(Path file) throws IOException {
    var content = SafeFiles.read(file);
    if (content.isEmpty()) {
      return List.of();
    }
    try {
      return LIST.readJson(JsonReader.read(content.get()), JsonPath.lenient());
    } catch (DecodeException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Replaces a file; durable when this returns. */
  public static void write(Path file, List<GroupServer> servers) throws IOException {
    SafeFiles.write(file, json(servers).toBytes());
  }

  /** The same as text. */
  public static String text(List<GroupServer> servers) {
    return json(servers).toText();
  }

  private static JsonWriter json(List<GroupServer> servers) {
    var out = JsonWriter.pretty();
    LIST.writeJson(servers, out);
    return out;
  }
}
