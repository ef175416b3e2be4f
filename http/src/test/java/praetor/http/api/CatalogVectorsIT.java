package praetor.http.api;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.vectors.http.HttpVectors;

/** Catalog, health and coordinates answer as Consul 1.21.4 was recorded to. */
@Tag("slow")
class CatalogVectorsIT {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicNode> answersAreThoseOfConsul() throws Exception {
    var server = TestServer.start(folder);
    var names =
        List.of(
            "catalog-blocking",
            "catalog-checks",
            "catalog-node",
            "catalog-query-options",
            "catalog-register-errors",
            "catalog-service",
            "health-connect",
            "health-service",
            "health-state-node",
            "status-coordinate");
    return HttpVectors.tests(server.uri(), names).onClose(server::close);
  }
}
