package praetor.dns.net;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import praetor.dns.AddressOwner;
import praetor.dns.Answers;
import praetor.dns.CatalogNode;
import praetor.dns.DnsOptions;
import praetor.dns.InstanceHealth;
import praetor.dns.Instances;
import praetor.dns.Lookup;
import praetor.dns.Outcome;
import praetor.dns.QuerySource;
import praetor.dns.Scope;
import praetor.dns.ServiceInstance;
import praetor.dns.ServiceQuestion;
import praetor.dns.Settings;
import praetor.dns.Transport;
import praetor.dns.vectors.DnsText;
import tools.jackson.databind.ObjectMapper;

/**
 * Measures answers per second. Services {@code sN} have N instances.
 *
 * <pre>
 *   core                      the pure core on one thread
 *   serve PORT                a server until the end of its input
 *   load PORT NAME TYPE EDNS SECONDS   a load on a server, EDNS 0 for none
 * </pre>
 */
final class SpeedMain {
  private static final int OUTSTANDING = 32;

  private SpeedMain() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "core" -> core();
      case "serve" -> serve(Integer.parseInt(args[1]));
      case "load" ->
          load(
              Integer.parseInt(args[1]),
              question(args[2] + " " + args[3], Integer.parseInt(args[4])),
              Integer.parseInt(args[5]));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static byte[] question(String ask, int edns) {
    var question = new ObjectMapper().createObjectNode().put("ask", ask);
    if (edns > 0) {
      question.put("edns", edns);
    }
    return DnsText.question(question, 1);
  }

  private static void core() {
    var settings = Settings.of(DnsOptions.defaults("dc1"));
    var answers =
        new Answers(
            () -> settings,
            new Fixed(),
            (_, _, _) -> Optional.empty(),
            InstantSource.system(),
            new SplittableRandom(1));
    for (int round = 0; round < 3; round++) {
      for (var ask : List.of("s3.service.consul", "s100.service.consul")) {
        for (var type : List.of("A", "SRV")) {
          for (int edns : List.of(0, 1232, 4096)) {
            time(answers, ask + " " + type, edns);
          }
        }
      }
    }
  }

  private static void time(Answers answers, String ask, int edns) {
    var message = question(ask, edns);
    var client = InetAddress.getLoopbackAddress();
    int count = 200_000;
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      answers.answer(message, message.length, Transport.UDP, client, false);
    }
    long nanos = System.nanoTime() - start;
    System.out.printf(
        "%-28s edns %4d: %6d ns, %4d bytes%n", ask, edns, nanos / count, answers.length());
  }

  private static void serve(int port) throws Exception {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (var server = DnsServer.start(List.of(address), DnsOptions.defaults("dc1"), new Fixed())) {
      System.out.println("listening on " + server.boundAddress());
      while (System.in.read() >= 0) {
        continue;
      }
    }
  }

  private static void load(int port, byte[] message, int seconds) throws Exception {
    long answers = 0;
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    try (var socket = new DatagramSocket()) {
      socket.connect(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(200);
      var out = new DatagramPacket(message, message.length);
      var in = new DatagramPacket(new byte[65_535], 65_535);
      for (int i = 0; i < OUTSTANDING; i++) {
        socket.send(out);
      }
      while (System.nanoTime() < end) {
        try {
          socket.receive(in);
          answers++;
        } catch (SocketTimeoutException _) {
          System.out.println("a question was lost");
        }
        socket.send(out);
      }
    }
    System.out.println(answers / seconds + " answers/s");
  }

  private record Node(String name, String address) implements CatalogNode {
    @Override
    public Optional<String> taggedAddress(String tag) {
      return Optional.empty();
    }

    @Override
    public java.util.Map<String, String> meta() {
      return java.util.Map.of();
    }
  }

  private record Instance(Node node) implements ServiceInstance {
    @Override
    public String address() {
      return "";
    }

    @Override
    public int port() {
      return 8_000;
    }

    @Override
    public List<String> tags() {
      return List.of("v1");
    }

    @Override
    public Optional<TaggedAddress> taggedAddress(String tag) {
      return Optional.empty();
    }

    @Override
    public InstanceHealth health() {
      return InstanceHealth.PASSING;
    }

    @Override
    public int passingWeight() {
      return 1;
    }

    @Override
    public int warningWeight() {
      return 1;
    }
  }

  private static final class Fixed implements Lookup {
    private final Instances three = instances(3);
    private final Instances hundred = instances(100);

    private static Instances instances(int count) {
      var list = new ArrayList<Instance>();
      for (int i = 1; i <= count; i++) {
        list.add(new Instance(new Node("node-%04d".formatted(i), "10.50.0." + i)));
      }
      return new Instances("s" + count, "dc1", List.copyOf(list), Optional.empty());
    }

    @Override
    public boolean mayWait(Scope scope) {
      return false;
    }

    @Override
    public Outcome<CatalogNode> node(String name, Scope scope) {
      return Outcome.absent();
    }

    @Override
    public Outcome<Instances> service(ServiceQuestion question, Scope scope) {
      return switch (question.name()) {
        case "s3" -> Outcome.found(three);
        case "s100" -> Outcome.found(hundred);
        default -> Outcome.absent();
      };
    }

    @Override
    public Outcome<Instances> query(String name, QuerySource source, Scope scope) {
      return Outcome.absent();
    }

    @Override
    public Outcome<String> virtualAddress(String service, Scope scope) {
      return Outcome.absent();
    }

    @Override
    public Outcome<AddressOwner> owner(byte[] address, Scope scope) {
      return Outcome.absent();
    }
  }
}
