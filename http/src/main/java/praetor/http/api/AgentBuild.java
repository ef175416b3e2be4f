package praetor.http.api;

/**
 * Which build of Praetor this is.
 *
 * @param version Praetor's own
 * @param revision of the sources; may be empty
 * @param date as {@code 2026-01-01T00:00:00Z}
 */
public record AgentBuild(String version, String revision, String date) {}
