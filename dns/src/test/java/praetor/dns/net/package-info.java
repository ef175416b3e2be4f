@NullMarked
package praetor.dns.net;

import org.jspecify.annotations.NullMarked;
