package praetor.agent.rpc.call;

import praetor.model.codec.PackReader;
import praetor.model.codec.PackWriter;

/**
 * What central configuration says of a service: nothing, since there are no entries that could.
 * Source: the reply of Consul 1.21.4 to ConfigEntry.ResolveServiceConfig without such entries.
 *
 * @param meta how far the state was looked at
 */
public record ResolvedConfig(QueryMeta meta) {
  static final class Form extends PackOnly<ResolvedConfig> {
    private static final int FIELDS = 12;
    private static final int META_FIELDS = 7;

    @Override
    public ResolvedConfig zero() {
      return new ResolvedConfig(QueryMeta.NONE);
    }

    @Override
    public void writePack(ResolvedConfig value, PackWriter out) {
      var inner = new PackWriter();
      inner.mapHeader(FIELDS + META_FIELDS);
      inner.string("AccessLogs").mapHeader(6);
      inner.string("DisableListenerLogs").bool(false);
      inner.string("Enabled").bool(false);
      inner.string("JSONFormat").string("");
      inner.string("Path").string("");
      inner.string("TextFormat").string("");
      inner.string("Type").string("");
      inner.string("Destination").mapHeader(2);
      inner.string("Addresses").nil().string("Port").integer(0);
      inner.string("EnvoyExtensions").nil();
      inner.string("Expose").mapHeader(2);
      inner.string("Checks").bool(false).string("Paths").nil();
      inner.string("MeshGateway").mapHeader(1).string("Mode").string("");
      inner.string("Meta").nil();
      inner.string("Mode").string("");
      inner.string("MutualTLSMode").string("");
      inner.string("ProxyConfig").nil();
      inner.string("RateLimits").mapHeader(1).string("InstanceLevel").mapHeader(3);
      inner.string("RequestsMaxBurst").integer(0);
      inner.string("RequestsPerSecond").integer(0).string("Routes").nil();
      inner.string("TransparentProxy").mapHeader(2);
      inner.string("DialedDirectly").bool(false).string("OutboundListenerPort").integer(0);
      inner.string("UpstreamConfigs").nil();
      meta(value.meta(), inner);
      out.raw(inner.toBytes());
    }

    private static void meta(QueryMeta meta, PackWriter out) {
      out.string("Backend").integer(meta.backend());
      out.string("ConsistencyLevel").string(meta.consistencyLevel());
      out.string("Index").unsigned(meta.index());
      out.string("KnownLeader").bool(meta.knownLeader());
      out.string("LastContact").integer(meta.lastContact().toNanos());
      out.string("NotModified").bool(meta.notModified());
      out.string("ResultsFilteredByACLs").bool(meta.resultsFilteredByAcls());
    }

    /** Only servers say it. */
    @Override
    public ResolvedConfig readPack(PackReader in) {
      throw new UnsupportedOperationException(goType());
    }

    @Override
    public String goType() {
      return "structs.ServiceConfigResponse";
    }
  }
}
