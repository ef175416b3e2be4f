/** Certificates for tests, valid from 2020 to 2120; nothing else trusts their authorities. */
@NullMarked
package praetor.testkit.tls;

import org.jspecify.annotations.NullMarked;
