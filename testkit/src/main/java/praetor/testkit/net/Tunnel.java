package praetor.testkit.net;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A network device of Linux (TUN) whose packets this program reads and writes: whole IP packets,
 * without a header of their own. Reading and writing may happen in two threads.
 *
 * <p>Source: tun(4), "Universal TUN/TAP device driver" of the Linux kernel's documentation.
 */
final class Tunnel implements AutoCloseable {
  private static final int PACKET_MAX_BYTES = 65_536;
  private static final int READ_AND_WRITE = 2;
  private static final long TUNSETIFF = 0x400454caL;
  private static final short TUN_WITHOUT_HEADER = 0x1001;
  private static final int REQUEST_BYTES = 40;
  private static final int REQUEST_FLAGS_AT = 16;
  private static final short READABLE = 1;

  private static final MethodHandle OPEN =
      find("open", 2, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
  private static final MethodHandle IOCTL =
      find(
          "ioctl",
          2,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_LONG,
          ValueLayout.ADDRESS);
  private static final MethodHandle POLL =
      find(
          "poll",
          3,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT);
  private static final MethodHandle READ =
      find(
          "read",
          3,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_LONG);
  private static final MethodHandle WRITE =
      find(
          "write",
          3,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_LONG);
  private static final MethodHandle CLOSE =
      find("close", 1, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);

  private final Arena memory = Arena.ofShared();
  private final MemorySegment coming = memory.allocate(PACKET_MAX_BYTES);
  private final MemorySegment going = memory.allocate(PACKET_MAX_BYTES);
  private final MemorySegment question = memory.allocate(8, 4);
  private final int descriptor;

  private Tunnel(String device) throws IOException {
    descriptor = (int) call(OPEN, memory.allocateFrom("/dev/net/tun"), READ_AND_WRITE);
    if (descriptor < 0) {
      memory.close();
      throw new IOException("/dev/net/tun cannot be opened");
    }
    var request = memory.allocate(REQUEST_BYTES);
    MemorySegment.copy(
        MemorySegment.ofArray(device.getBytes(StandardCharsets.US_ASCII)),
        0,
        request,
        0,
        device.length());
    request.set(ValueLayout.JAVA_SHORT, REQUEST_FLAGS_AT, TUN_WITHOUT_HEADER);
    if (call(IOCTL, descriptor, TUNSETIFF, request) < 0) {
      close();
      throw new IOException("no network device " + device + " can be made");
    }
    question.set(ValueLayout.JAVA_INT, 0, descriptor);
    question.set(ValueLayout.JAVA_SHORT, 4, READABLE);
  }

  /**
   * Makes the device; it goes away when this is closed.
   *
   * @param device its name, 15 characters at most
   * @throws IOException when this machine has no such devices or forbids them
   */
  static Tunnel open(String device) throws IOException {
    return new Tunnel(device);
  }

  /** The next packet, or nothing when none came within the time, in milliseconds. */
  Optional<ByteBuffer> read(int timeoutMs) throws IOException {
    if (call(POLL, question, 1L, timeoutMs) == 0) {
      return Optional.empty();
    }
    long length = call(READ, descriptor, coming, (long) PACKET_MAX_BYTES);
    if (length < 0) {
      throw new IOException("the network device cannot be read");
    }
    return Optional.of(ByteBuffer.wrap(coming.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE)));
  }

  /** Gives the machine a packet as if it had come in at the device. One thread at a time. */
  void write(ByteBuffer packet) throws IOException {
    var bytes = MemorySegment.ofBuffer(packet);
    going.copyFrom(bytes);
    if (call(WRITE, descriptor, going, bytes.byteSize()) < 0) {
      throw new IOException("the network device takes no packet");
    }
  }

  @Override
  public void close() {
    call(CLOSE, descriptor);
    memory.close();
  }

  private static long call(MethodHandle function, Object... arguments) {
    try {
      return ((Number) function.invokeWithArguments(arguments)).longValue();
    } catch (RuntimeException | Error unexpected) {
      throw unexpected;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @SuppressWarnings("restricted") // the functions are called with the types of their manual pages
  private static MethodHandle find(
      String name, int fixed, ValueLayout result, ValueLayout... arguments) {
    var linker = Linker.nativeLinker();
    var address = linker.defaultLookup().findOrThrow(name);
    var shape = FunctionDescriptor.of(result, arguments);
    return fixed < arguments.length
        ? linker.downcallHandle(address, shape, Linker.Option.firstVariadicArg(fixed))
        : linker.downcallHandle(address, shape);
  }
}
