package praetor.state;

import java.util.List;

/** All tables. A new one is declared in its own file and added here. */
final class Schema {
  static final List<Table<?>> TABLES =
      numbered(
          List.of(
              IndexTable.TABLE,
              KvTable.TABLE,
              TombstoneTable.TABLE,
              SessionTable.TABLE,
              NodeTable.TABLE,
              ServiceTable.TABLE,
              CheckTable.TABLE,
              ServiceCache.TABLE,
              CoordinateTable.TABLE,
              VirtualIpTable.TABLE,
              FreeVirtualIpTable.TABLE,
              PreparedQueryTable.TABLE,
              ConfigEntryTable.TABLE,
              AutopilotTable.TABLE,
              SystemMetadataTable.TABLE,
              CaConfigTable.TABLE,
              CaProviderTable.TABLE,
              CaRootTable.TABLE,
              ForeignTable.TABLE));

  private Schema() {}

  private static List<Table<?>> numbered(List<Table<?>> tables) {
    for (int i = 0; i < tables.size(); i++) {
      tables.get(i).number(i);
    }
    return tables;
  }

  /** Every table without rows. */
  static TableRows<?>[] empty() {
    var rows = new TableRows<?>[TABLES.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = TableRows.empty(TABLES.get(i));
    }
    return rows;
  }
}
