package praetor.agent.rpc.server;

import praetor.agent.entry.ConfigEntryGet;
import praetor.agent.entry.ConfigEntryList;
import praetor.agent.read.RowFilter;
import praetor.agent.rpc.call.ConfigEntryCalls;

/** Answers the methods of config entries. */
final class ConfigEntryAnswers {
  private ConfigEntryAnswers() {}

  static void addTo(MethodTable table) {
    table.write(
        ConfigEntryCalls.APPLY,
        (body, servers, caller) -> servers.configEntries().apply(body, caller));
    table.read(
        ConfigEntryCalls.GET,
        request -> new ConfigEntryGet(request.body().kind(), request.body().name()));
    table.read(
        ConfigEntryCalls.LIST_ALL,
        request ->
            new ConfigEntryList(
                request.body().kind(),
                RowFilter.of(request.options().filter(), ConfigEntryList.FILTERED)));
  }
}
