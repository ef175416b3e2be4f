package praetor.dns;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a name in the zone asks for. Names are lower-case text.
 *
 * <p>Source: documentation of Consul's DNS interface; the forms were tried on Consul 1.21.4.
 */
sealed interface AskedName {
  /** {@code NAME.node}. */
  record Node(String name, Scope scope) implements AskedName {}

  /** {@code [TAG.]NAME.service} and its kin. */
  record Service(ServiceQuestion question, Scope scope) implements AskedName {}

  /** {@code NAME.query}. */
  record Query(String name, Scope scope) implements AskedName {}

  /** {@code NAME.virtual}. */
  record Virtual(String service, Scope scope) implements AskedName {}

  /** {@code HEX.addr}. */
  record Address(Rdata data) implements AskedName {}

  /** No form that exists. */
  record Unknown() implements AskedName {}

  /** Words that tell what stands before them. */
  private static boolean isKind(String label) {
    return switch (label) {
      case "node", "service", "connect", "ingress", "virtual", "query", "addr" -> true;
      default -> false;
    };
  }

  /**
   * Reads the labels before the zone: {@code parts.KIND[.DC|.DC.dc|.PEER.peer]}. The kind is the
   * word furthest to the right.
   */
  static AskedName parse(String[] labels, int type, Settings settings) {
    for (int i = labels.length - 1; i >= 0; i--) {
      if (isKind(labels[i])) {
        return ofKind(labels, i, settings);
      }
    }
    return withoutKind(labels, type, settings);
  }

  private static AskedName ofKind(String[] labels, int kind, Settings settings) {
    if (labels[kind].equals("addr")) {
      return kind == 1 ? address(labels[0]) : new Unknown();
    }
    return scope(labels, kind + 1, labels[kind], settings)
        .filter(_ -> kind > 0)
        .map(scope -> named(labels, kind, scope))
        .orElseGet(Unknown::new);
  }

  private static AskedName named(String[] labels, int kind, Scope scope) {
    return switch (labels[kind]) {
      case "service" -> service(labels, kind, scope);
      case "connect" -> behind(ServiceQuestion.Kind.CONNECT, labels[kind - 1], scope);
      case "ingress" -> behind(ServiceQuestion.Kind.INGRESS, labels[kind - 1], scope);
      case "query" -> new Query(queryName(labels, kind), scope);
      case "virtual" -> new Virtual(labels[kind - 1], scope);
      default -> new Node(joined(labels, 0, kind), scope);
    };
  }

  /**
   * {@code NAME}, {@code TAG.NAME} where the tag may have dots, or {@code _NAME._TAG} where the tag
   * {@code tcp} stands for none.
   */
  private static AskedName service(String[] labels, int count, Scope scope) {
    if (count == 2 && hasUnderscores(labels, count)) {
      var tag = labels[1].substring(1);
      return tagged(labels[0].substring(1), tag.equals("tcp") ? "" : tag, scope);
    }
    return tagged(labels[count - 1], joined(labels, 0, count - 1), scope);
  }

  private static AskedName tagged(String name, String tag, Scope scope) {
    var wanted = tag.isEmpty() ? Optional.<String>empty() : Optional.of(tag);
    return new Service(new ServiceQuestion(ServiceQuestion.Kind.SERVICE, name, wanted), scope);
  }

  /** What stands before the name of a service behind a proxy or gateway means nothing. */
  private static AskedName behind(ServiceQuestion.Kind kind, String name, Scope scope) {
    return new Service(new ServiceQuestion(kind, name, Optional.empty()), scope);
  }

  /** {@code NAME} or {@code _NAME._tcp}, where the name may have dots. */
  private static String queryName(String[] labels, int count) {
    return count > 1 && hasUnderscores(labels, count)
        ? joined(labels, 0, count - 1).substring(1)
        : joined(labels, 0, count);
  }

  private static boolean hasUnderscores(String[] labels, int count) {
    return labels[0].startsWith("_") && labels[count - 1].startsWith("_");
  }

  /** SRV questions may leave out the word: {@code _NAME._TAG[.DC]}. */
  private static AskedName withoutKind(String[] labels, int type, Settings settings) {
    if (type != DnsType.SRV || labels.length < 2 || !hasUnderscores(labels, 2)) {
      return new Unknown();
    }
    return scope(labels, 2, "service", settings)
        .map(scope -> service(labels, 2, scope))
        .orElseGet(Unknown::new);
  }

  /**
   * Where to look, by the labels from {@code start} on. A lone label names a datacenter, but behind
   * {@code virtual} a peer. A virtual address is always that of the own datacenter, and a query
   * knows no long form.
   */
  private static Optional<Scope> scope(String[] labels, int start, String kind, Settings settings) {
    boolean virtual = kind.equals("virtual");
    return switch (labels.length - start) {
      case 0 -> Optional.of(settings.local());
      case 1 ->
          Optional.of(virtual ? settings.local().of(labels[start]) : settings.in(labels[start]));
      case 2 ->
          kind.equals("query")
              ? Optional.empty()
              : longScope(labels[start], labels[start + 1], virtual, settings);
      default -> Optional.empty();
    };
  }

  private static Optional<Scope> longScope(
      String name, String word, boolean virtual, Settings settings) {
    return switch (word) {
      case "dc" -> Optional.of(virtual ? settings.local() : settings.in(name));
      case "peer" -> Optional.of(settings.local().of(name));
      default -> Optional.empty();
    };
  }

  private static AskedName address(String hex) {
    if (hex.length() != 8 && hex.length() != 32) {
      return new Unknown();
    }
    var bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int high = Character.digit(hex.charAt(2 * i), 16);
      int low = Character.digit(hex.charAt(2 * i + 1), 16);
      if (high < 0 || low < 0) {
        return new Unknown();
      }
      bytes[i] = (byte) ((high << 4) | low);
    }
    return new Address(NodeAnswers.addressData(bytes));
  }

  private static String joined(String[] labels, int from, int to) {
    return to - from == 1 ? labels[from] : String.join(".", Arrays.copyOfRange(labels, from, to));
  }
}
