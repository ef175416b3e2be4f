package praetor.dns;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Whom a prepared query is executed for.
 *
 * @param client the asker's subnet from EDNS, else its address
 */
public record QuerySource(Optional<InetAddress> client) {}
