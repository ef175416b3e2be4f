package praetor.cli.agent;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The way to the machine's syslog: a datagram for each line, or else a stream of lines. */
public sealed interface SyslogSocket extends AutoCloseable {

  /** Sends one line, with its line end. */
  void send(byte[] line) throws IOException;

  @Override
  void close();

  /**
   * Connects to whichever kind of socket is there.
   *
   * @throws IOException when there is none, or nobody listens
   */
  static SyslogSocket connect(Path path) throws IOException {
    try {
      return Datagrams.connect(path);
    } catch (IOException noDatagrams) {
      try {
        return Stream.connect(path);
      } catch (IOException neither) {
        neither.addSuppressed(noDatagrams);
        throw neither;
      }
    }
  }

  /** What Java has channels for. */
  record Stream(SocketChannel channel) implements SyslogSocket {
    static SyslogSocket connect(Path path) throws IOException {
      var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(path));
        return new Stream(channel);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }

    @Override
    public void send(byte[] line) throws IOException {
      var rest = ByteBuffer.wrap(line);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException _) {
        // Nothing is left to be sent.
      }
    }
  }

  /**
   * Datagrams to a unix socket, which Java has no channel for: the calls of the C library.
   *
   * <p>Source: socket(2), unix(7) on Linux.
   */
  final class Datagrams implements SyslogSocket {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    // Nobody there is an error of this call, not a signal.
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int PATH_MAX_BYTES = 107;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle SOCKET = call("socket", ints(3));
    private static final MethodHandle CONNECT =
        call(
            "connect",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    private static final MethodHandle SEND =
        call(
            "send",
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
    private static final MethodHandle CLOSE = call("close", ints(1));

    private final Path path;
    private int descriptor;

    private Datagrams(Path path, int descriptor) {
      this.path = path;
      this.descriptor = descriptor;
    }

    static SyslogSocket connect(Path path) throws IOException {
      return new Datagrams(path, open(path));
    }

    private static int open(Path path) throws IOException {
      var name = path.toString().getBytes(StandardCharsets.UTF_8);
      if (name.length > PATH_MAX_BYTES) {
        throw new IOException(path + " is too long for a socket");
      }
      try (var arena = Arena.ofConfined()) {
        var address = arena.allocate(Short.BYTES + PATH_MAX_BYTES + 1);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, Short.BYTES, name.length);
        int socket = (int) SOCKET.invokeExact(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
        if (socket < 0) {
          throw new IOException("no socket for " + path);
        }
        if ((int) CONNECT.invokeExact(socket, address, (int) address.byteSize()) != 0) {
          closeQuietly(socket);
          throw new IOException("nobody takes datagrams at " + path);
        }
        return socket;
      } catch (Throwable failure) {
        throw asIo(failure);
      }
    }

    @Override
    public synchronized void send(byte[] line) throws IOException {
      if (!trySend(line)) {
        // Syslog was started anew.
        closeQuietly(descriptor);
        descriptor = -1;
        descriptor = open(path);
        if (!trySend(line)) {
          throw new IOException("nobody takes datagrams at " + path);
        }
      }
    }

    private boolean trySend(byte[] line) throws IOException {
      if (descriptor < 0) {
        return false;
      }
      try (var arena = Arena.ofConfined()) {
        var bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, line);
        return (long) SEND.invokeExact(descriptor, bytes, (long) line.length, MSG_NOSIGNAL) >= 0;
      } catch (Throwable failure) {
        throw asIo(failure);
      }
    }

    @Override
    public synchronized void close() {
      closeQuietly(descriptor);
      descriptor = -1;
    }

    private static void closeQuietly(int descriptor) {
      if (descriptor >= 0) {
        try {
          int _ = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable failure) {
          throw new IllegalStateException("close(2) cannot be called", failure);
        }
      }
    }

    private static IOException asIo(Throwable failure) {
      return failure instanceof IOException io
          ? io
          : new IOException("the C library cannot be called: " + failure.getMessage(), failure);
    }

    private static FunctionDescriptor ints(int count) {
      var arguments = new ValueLayout[count];
      java.util.Arrays.fill(arguments, ValueLayout.JAVA_INT);
      return FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments);
    }

    @SuppressWarnings("restricted") // the calls above are what this class is for
    private static MethodHandle call(String name, FunctionDescriptor type) {
      return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type);
    }
  }
}
