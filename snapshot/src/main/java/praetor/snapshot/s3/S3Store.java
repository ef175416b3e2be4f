package praetor.snapshot.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import praetor.snapshot.storage.Content;
import praetor.snapshot.storage.Location;
import praetor.snapshot.storage.MissingObjectException;
import praetor.snapshot.storage.ObjectNames;
import praetor.snapshot.storage.SnapshotStore;
import praetor.snapshot.storage.StoredObject;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * Objects below a prefix of a bucket. A small one is put in one request, a large one in parts; S3
 * shows neither before it is whole. Requests that can be repeated are, by the SDK.
 */
final class S3Store implements SnapshotStore {
  /** Objects above that size go in parts: one that fails is cheap to repeat. */
  private static final int PART_BYTES = 16 << 20;

  /** Source: limits of S3: parts but the last have 5 MiB at least, and there are 10,000 at most. */
  private static final int PART_BYTES_MIN = 5 << 20;

  private static final int PARTS_MAX = 10_000;
  private static final String CONTENT_TYPE = "application/octet-stream";
  private static final String SHA256 = "sha256";
  private static final int NOT_FOUND = 404;

  private final S3Client client;
  private final Location location;
  private final String kind;
  private final int partBytes;

  private S3Store(S3Client client, Location location, String kind, int partBytes) {
    this.client = client;
    this.location = location;
    this.kind = kind;
    this.partBytes = partBytes;
  }

  static S3Store open(Location location, String kind) throws IOException {
    return new S3Store(S3Clients.open(location), location, kind, partBytes(location));
  }

  private static int partBytes(Location location) throws IOException {
    var text = location.option("part-size").orElse(Integer.toString(PART_BYTES));
    if (!text.matches("[0-9]{7,9}") || Integer.parseInt(text) < PART_BYTES_MIN) {
      throw new IOException("part-size of " + location + " has to be 5242880 at least");
    }
    return Integer.parseInt(text);
  }

  @Override
  public String description() {
    var region = location.option("region").orElse("");
    return "%s -> Region: \"%s\" Bucket: \"%s\" Key Prefix: \"%s\""
        .formatted(kind, region, location.authority(), location.path());
  }

  @Override
  public List<StoredObject> list() throws IOException {
    var prefix = location.key("");
    return call(
        "list",
        () -> {
          List<StoredObject> found = new ArrayList<>();
          client
              .listObjectsV2Paginator(
                  list -> list.bucket(location.authority()).prefix(prefix).delimiter("/"))
              .contents()
              .forEach(
                  object -> {
                    var name = object.key().substring(prefix.length());
                    if (!name.isEmpty()) {
                      found.add(new StoredObject(name, object.size(), object.lastModified()));
                    }
                  });
          found.sort(Comparator.comparing(StoredObject::name));
          return found;
        });
  }

  @Override
  public void put(String name, Content content) throws IOException {
    ObjectNames.check(name);
    call(
        "upload",
        () -> {
          if (content.length() <= partBytes) {
            putWhole(location.key(name), content);
          } else {
            putParts(location.key(name), content);
          }
          return name;
        });
  }

  private void putWhole(String key, Content content) {
    var request =
        PutObjectRequest.builder()
            .bucket(location.authority())
            .key(key)
            .contentType(CONTENT_TYPE)
            .metadata(Map.of(SHA256, content.sha256Hex()));
    if (!location.isOn("plain-checksums")) {
      request.checksumSHA256(Base64.getEncoder().encodeToString(content.sha256().array()));
    }
    if (isEncrypted()) {
      request.serverSideEncryption(encryption());
      location.option("kms-key").ifPresent(request::ssekmsKeyId);
    }
    client.putObject(
        request.build(),
        RequestBody.fromContentProvider(() -> stream(content), content.length(), CONTENT_TYPE));
  }

  private static InputStream stream(Content content) {
    try {
      return content.open();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private boolean isEncrypted() {
    return location.isOn("sse") || location.isOn("kms") || location.option("kms-key").isPresent();
  }

  private ServerSideEncryption encryption() {
    return location.isOn("kms") || location.option("kms-key").isPresent()
        ? ServerSideEncryption.AWS_KMS
        : ServerSideEncryption.AES256;
  }

  private void putParts(String key, Content content) {
    var begin =
        CreateMultipartUploadRequest.builder()
            .bucket(location.authority())
            .key(key)
            .contentType(CONTENT_TYPE)
            .metadata(Map.of(SHA256, content.sha256Hex()));
    if (isEncrypted()) {
      begin.serverSideEncryption(encryption());
      location.option("kms-key").ifPresent(begin::ssekmsKeyId);
    }
    var upload = client.createMultipartUpload(begin.build()).uploadId();
    try {
      var parts = upload(key, upload, content);
      client.completeMultipartUpload(
          complete ->
              complete
                  .bucket(location.authority())
                  .key(key)
                  .uploadId(upload)
                  .multipartUpload(all -> all.parts(parts)));
    } catch (SdkException | UncheckedIOException failure) {
      abort(key, upload, failure);
      throw failure;
    }
  }

  private List<CompletedPart> upload(String key, String upload, Content content) {
    // Far larger ones need larger parts: there is a limit to their number.
    int size = (int) Math.max(partBytes, content.length() / (PARTS_MAX - 1) + 1);
    List<CompletedPart> parts = new ArrayList<>();
    try (var in = content.open()) {
      for (long at = 0; at < content.length(); at += size) {
        int number = parts.size() + 1;
        var bytes = in.readNBytes((int) Math.min(size, content.length() - at));
        var answer =
            client.uploadPart(
                part ->
                    part.bucket(location.authority()).key(key).uploadId(upload).partNumber(number),
                RequestBody.fromBytes(bytes));
        parts.add(CompletedPart.builder().partNumber(number).eTag(answer.eTag()).build());
      }
      return parts;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Parts that nobody will ever complete cost money. */
  private void abort(String key, String upload, RuntimeException because) {
    try {
      client.abortMultipartUpload(
          abort -> abort.bucket(location.authority()).key(key).uploadId(upload));
    } catch (SdkException failure) {
      because.addSuppressed(failure);
    }
  }

  @Override
  public InputStream open(String name) throws IOException {
    ObjectNames.check(name);
    try {
      var answer =
          client.getObject(get -> get.bucket(location.authority()).key(location.key(name)));
      return new WholeStream(answer, answer.response().contentLength(), location.key(name));
    } catch (NoSuchKeyException missing) {
      throw new MissingObjectException(name, location.toString());
    } catch (SdkException failure) {
      throw failed("download", failure);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    ObjectNames.check(name);
    call(
        "delete",
        () -> client.deleteObject(to -> to.bucket(location.authority()).key(location.key(name))));
  }

  private <T> T call(String what, Supplier<T> action) throws IOException {
    try {
      return action.get();
    } catch (SdkException failure) {
      throw failed(what, failure);
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private IOException failed(String what, SdkException failure) {
    return new IOException(
        "%s at %s failed after %d tries: %s"
            .formatted(what, location, Math.max(1, failure.numAttempts()), reason(failure)),
        failure);
  }

  private static String reason(SdkException failure) {
    if (failure instanceof S3Exception answer && answer.awsErrorDetails() != null) {
      var details = answer.awsErrorDetails();
      var code = Objects.requireNonNullElse(details.errorCode(), "");
      return answer.statusCode() == NOT_FOUND && code.isEmpty()
          ? "404 not found"
          : "%d %s %s".formatted(answer.statusCode(), code, text(details.errorMessage())).strip();
    }
    var cause = failure.getCause();
    return cause == null
        ? String.valueOf(failure.getMessage())
        : failure.getMessage() + " (" + cause.getMessage() + ")";
  }

  private static String text(@Nullable String message) {
    return message == null ? "" : message;
  }

  @Override
  public void close() {
    client.close();
  }
}
