package praetor.state.command;

import static praetor.model.codec.Codecs.list;

import java.util.List;
import praetor.model.DecodeException;
import praetor.model.DeregisterRequest;
import praetor.model.NodeCoordinate;
import praetor.model.RegisterRequest;
import praetor.model.codec.Codec;
import praetor.model.codec.PackReader;
import praetor.model.codec.PackWriter;
import praetor.model.codec.Shape;

/**
 * Commands as bytes: a type, then MessagePack. Fields that a later version adds are passed over; a
 * type it adds is refused, for a server that cannot apply a command must not pretend to.
 */
public final class Commands {
  private static final int REGISTER = 0;
  private static final int DEREGISTER = 1;
  private static final int KVS = 2;
  private static final int SESSION = 3;
  private static final int TOMBSTONE_REAP = 5;
  private static final int COORDINATE_BATCH = 6;
  private static final int PREPARED_QUERY = 7;
  private static final int TXN = 8;
  private static final int AUTOPILOT = 9;

  private static final int CONNECT_CA = 13;

  private static final int CONFIG_ENTRY = 22;

  /** Ours alone: Consul's end at 127. */
  private static final int RESTORE = 200;

  private static final int MANUAL_IPS = 201;

  private static final Shape<Command.TombstoneReap> REAP_SHAPE =
      Shape.<Command.TombstoneReap>of("structs.TombstoneRequest")
          .uint64("ReapIndex", Command.TombstoneReap::upToIndex)
          .build(v -> new Command.TombstoneReap(v.next()));

  private static final Codec<List<NodeCoordinate>> COORDINATES = list(NodeCoordinate.SHAPE);

  private Commands() {}

  public static byte[] encode(Command command) {
    return switch (command) {
      case Command.Register(var request) -> bytes(REGISTER, RegisterRequest.SHAPE, request);
      case Command.Deregister(var request) -> bytes(DEREGISTER, DeregisterRequest.SHAPE, request);
      case KvsRequest request -> bytes(KVS, KvsRequest.SHAPE, request);
      case SessionRequest request -> bytes(SESSION, SessionRequest.SHAPE, request);
      case PreparedQueryRequest request ->
          bytes(PREPARED_QUERY, PreparedQueryRequest.SHAPE, request);
      case Command.TombstoneReap request -> bytes(TOMBSTONE_REAP, REAP_SHAPE, request);
      case Command.CoordinateBatch(var updates) -> bytes(COORDINATE_BATCH, COORDINATES, updates);
      case TxnRequest request -> bytes(TXN, TxnRequest.SHAPE, request);
      case AutopilotSetRequest request -> bytes(AUTOPILOT, AutopilotSetRequest.SHAPE, request);
      case ConfigEntryRequest request -> bytes(CONFIG_ENTRY, ConfigEntryRequest.CODEC, request);
      case CaRequest request -> bytes(CONNECT_CA, CaRequest.SHAPE, request);
      case ManualIpsRequest request -> bytes(MANUAL_IPS, ManualIpsRequest.SHAPE, request);
      case RestoreRequest request -> bytes(RESTORE, RestoreRequest.SHAPE, request);
    };
  }

  public static Command decode(byte[] bytes) throws DecodeException {
    var in = new PackReader(bytes);
    int type = in.rawByte();
    return switch (type) {
      case REGISTER -> new Command.Register(read(RegisterRequest.SHAPE, in));
      case DEREGISTER -> new Command.Deregister(read(DeregisterRequest.SHAPE, in));
      case KVS -> read(KvsRequest.SHAPE, in);
      case SESSION -> read(SessionRequest.SHAPE, in);
      case TOMBSTONE_REAP -> read(REAP_SHAPE, in);
      case COORDINATE_BATCH -> new Command.CoordinateBatch(read(COORDINATES, in));
      case PREPARED_QUERY -> read(PreparedQueryRequest.SHAPE, in);
      case TXN -> read(TxnRequest.SHAPE, in);
      case AUTOPILOT -> read(AutopilotSetRequest.SHAPE, in);
      case CONFIG_ENTRY -> read(ConfigEntryRequest.CODEC, in);
      case CONNECT_CA -> read(CaRequest.SHAPE, in);
      case MANUAL_IPS -> read(ManualIpsRequest.SHAPE, in);
      case RESTORE -> read(RestoreRequest.SHAPE, in);
      default -> throw new DecodeException("unknown command type " + type);
    };
  }

  private static <T> byte[] bytes(int type, Codec<T> codec, T value) {
    var out = new PackWriter();
    out.rawByte(type);
    codec.writePack(value, out);
    return out.toBytes();
  }

  private static <T> T read(Codec<T> codec, PackReader in) throws DecodeException {
    var value = codec.readPack(in);
    if (in.hasMore()) {
      throw new DecodeException("bytes behind the command");
    }
    return value;
  }
}
