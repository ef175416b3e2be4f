package praetor.dns;

import java.util.Arrays;

/** The data of a record. Byte arrays are never changed after construction. */
sealed interface Rdata {
  /** The type number of its record. */
  int type();

  /** Bytes on the wire without name compression. */
  int length();

  /** An IPv4 address as a number. */
  record A(int address) implements Rdata {
    @Override
    public int type() {
      return DnsType.A;
    }

    @Override
    public int length() {
      return 4;
    }
  }

  /** Sixteen bytes. */
  @SuppressWarnings("ArrayRecordComponent")
  record Aaaa(byte[] address) implements Rdata {
    @Override
    public int type() {
      return DnsType.AAAA;
    }

    @Override
    public int length() {
      return 16;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Aaaa(byte[] bytes) && Arrays.equals(address, bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(address);
    }
  }

  /** NS, CNAME or PTR. */
  record Host(int type, DnsName name) implements Rdata {
    @Override
    public int length() {
      return name.length();
    }
  }

  record Srv(int weight, int port, DnsName target) implements Rdata {
    /** Consul's only priority. */
    static final int PRIORITY = 1;

    @Override
    public int type() {
      return DnsType.SRV;
    }

    @Override
    public int length() {
      return 6 + target.length();
    }
  }

  record Soa(DnsName server, DnsName mailbox, int serial, DnsOptions.Soa numbers) implements Rdata {
    @Override
    public int type() {
      return DnsType.SOA;
    }

    @Override
    public int length() {
      return server.length() + mailbox.length() + 20;
    }
  }

  /** The data of a TXT record with its length bytes. */
  @SuppressWarnings("ArrayRecordComponent")
  record Txt(byte[] strings) implements Rdata {
    @Override
    public int type() {
      return DnsType.TXT;
    }

    @Override
    public int length() {
      return strings.length;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Txt(byte[] bytes) && Arrays.equals(strings, bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(strings);
    }
  }
}
