package praetor.state;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import praetor.state.ServiceTable.Instance;

/**
 * The index records {@code kind_service_names}: when the set of names that services of a kind have
 * last changed. Names that the mesh reaches count as a kind of their own.
 */
final class KindNames {
  private static final String CONNECT_ENABLED = "connect-enabled";

  private KindNames() {}

  /** The names of the services that are no proxies or gateways, in order. */
  static Read<List<String>> ordinary(StateView view, WatchSet watch) {
    watch.add(view, Topic.Kind.SERVICES);
    var names = new TreeSet<String>();
    var cursor = view.rows(ServiceTable.TABLE).all();
    while (cursor.next()) {
      var service = cursor.row().service();
      if (service.kind().isEmpty()) {
        names.add(service.service());
      }
    }
    return new Read<>(IndexTable.max(view, IndexTable.kindNames("")), List.copyOf(names));
  }

  /** Before an instance is written. */
  static void beforePut(WriteTxn txn, Optional<Instance> before, Instance after) {
    var service = after.service();
    boolean hadName =
        ServiceTable.named(txn, service.service()).stream()
            .anyMatch(other -> other.service().kind().equals(service.kind()));
    if (!hadName) {
      IndexTable.bump(txn, IndexTable.kindNames(service.kind()));
    }
    if (!after.connectName().isEmpty() && !ServiceTable.hasConnect(txn, after.connectName())) {
      IndexTable.bump(txn, IndexTable.kindNames(CONNECT_ENABLED));
    }
    before
        .filter(b -> !b.service().service().equalsIgnoreCase(service.service()))
        .filter(b -> ServiceTable.named(txn, b.service().service()).size() == 1)
        .ifPresent(b -> IndexTable.bump(txn, IndexTable.kindNames(b.service().kind())));
  }

  /** After an instance was taken out. */
  static void afterRemove(WriteTxn txn, Instance gone) {
    if (!ServiceTable.hasInstances(txn, gone.service().service())) {
      IndexTable.bump(txn, IndexTable.kindNames(gone.service().kind()));
    }
    if (!gone.connectName().isEmpty() && !ServiceTable.hasConnect(txn, gone.connectName())) {
      IndexTable.bump(txn, IndexTable.kindNames(CONNECT_ENABLED));
    }
  }
}
