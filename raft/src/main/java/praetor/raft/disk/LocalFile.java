package praetor.raft.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file of the machine.
 *
 * <p>An interrupt of a thread that reads closes a {@link FileChannel} for everybody. Reads
 * therefore have a channel of their own, which is opened again when that happens.
 */
final class LocalFile implements DiskFile {

  private final Path path;
  private final FileChannel writer;
  private Optional<FileChannel> reader = Optional.empty();
  private boolean closed;

  LocalFile(Path path, FileChannel writer) {
    this.path = path;
    this.writer = writer;
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    int start = target.position();
    boolean interrupted = false;
    try {
      while (true) {
        var channel = reader();
        try {
          return channel.read(target, position);
        } catch (ClosedChannelException e) {
          // The interrupt may have been another thread's: then this one has no flag to keep.
          interrupted |= Thread.interrupted();
          target.position(start);
          drop(channel);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void write(ByteBuffer source, long position) throws IOException {
    long at = position;
    while (source.hasRemaining()) {
      at += writer.write(source, at);
    }
  }

  @Override
  public void force() throws IOException {
    writer.force(false);
  }

  @Override
  public long size() throws IOException {
    return writer.size();
  }

  @Override
  public void truncate(long size) throws IOException {
    writer.truncate(size);
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    try (writer) {
      if (reader.isPresent()) {
        reader.get().close();
      }
    }
  }

  private synchronized FileChannel reader() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (reader.isEmpty()) {
      reader = Optional.of(FileChannel.open(path, StandardOpenOption.READ));
    }
    return reader.get();
  }

  private synchronized void drop(FileChannel channel) {
    if (reader.filter(channel::equals).isPresent()) {
      reader = Optional.empty();
    }
  }
}
