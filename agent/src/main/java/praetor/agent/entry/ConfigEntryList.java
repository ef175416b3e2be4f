package praetor.agent.entry;

import static praetor.model.codec.Codecs.STRING;

import java.util.List;
import praetor.agent.read.Query;
import praetor.agent.read.ReadContext;
import praetor.agent.read.RowFilter;
import praetor.agent.read.Rows;
import praetor.model.codec.Shape;
import praetor.model.entry.ConfigEntry;
import praetor.state.Read;

/**
 * The config entries that the asker may see, by kind and name. Source: the RPC methods
 * ConfigEntry.List and ConfigEntry.ListAll.
 *
 * @param kind empty for all kinds
 */
public record ConfigEntryList(String kind, RowFilter<ConfigEntry> filter)
    implements Query<List<ConfigEntry>> {
  /** What filters can speak of: what entries of all kinds have. */
  public static final Shape<ConfigEntry> FILTERED =
      Shape.<ConfigEntry>of("structs.ConfigEntry")
          .field("Kind", STRING, ConfigEntry::kind)
          .field("Name", STRING, ConfigEntry::name)
          .uint64("CreateIndex", ConfigEntry::createIndex)
          .uint64("ModifyIndex", ConfigEntry::modifyIndex)
          .build(
              v ->
                  ConfigEntry.named(v.next(), v.next())
                      .withIndexes(v.<Long>next(), v.<Long>next()));

  @Override
  public Read<List<ConfigEntry>> read(ReadContext context) {
    filter.check();
    var found =
        kind.isEmpty()
            ? context.view().configEntries(context.watch())
            : context.view().configEntries(kind, context.watch());
    return found.map(
        entries ->
            filter.keep(
                Rows.keep(
                    entries,
                    entry ->
                        EntryAccess.mayRead(context.authorizer(), entry.kind(), entry.name()))));
  }
}
