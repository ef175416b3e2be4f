package praetor.cli.snapshot;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import praetor.snapshot.seal.SealKey;
import praetor.snapshot.seal.SealedFile;

/** The file of an archive, sealed or not. Nothing of a sealed one is ever written in plain form. */
public record SnapshotSource(String name, Optional<SealKey> key) {
  static SnapshotSource plain(String name) {
    return new SnapshotSource(name, Optional.empty());
  }

  Path path() {
    return Path.of(name);
  }

  boolean isSealed() throws IOException {
    return SealedFile.isOne(path());
  }

  /** The bytes of the archive itself. */
  public InputStream open() throws IOException {
    if (!isSealed()) {
      return new BufferedInputStream(Files.newInputStream(path()));
    }
    if (key.isEmpty()) {
      throw new IOException(name + " is sealed: -key-file or -passphrase-file opens it");
    }
    return SealedFile.open(path(), key.get());
  }

  /** How many bytes the archive itself has. */
  long length() throws IOException {
    if (!isSealed()) {
      return Files.size(path());
    }
    try (var in = open()) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
