package praetor.template.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import praetor.template.func.Sandbox;
import praetor.template.lang.Function;
import praetor.template.lang.FunctionException;
import praetor.template.lang.GoQuote;
import praetor.template.lang.ListValue;
import praetor.template.lang.Param;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/**
 * The functions that ask. What is not known yet is noted as missing, and an empty value of the
 * right type stands for it.
 *
 * <p>Source: documentation and answers of consul-template 0.42.1.
 */
public final class ConsulFunctions {
  private static final String QUERY = "(?:\\?(?<query>[\\w\\-=&/.]+))?";
  private static final String DATACENTER = "(?:@(?<dc>[\\w.\\-]+))?";
  private static final String NEAR = "(?:~(?<near>[\\w.\\-]+))?";
  private static final Pattern KEY = Pattern.compile("/?(?<name>[^@?]+)" + QUERY + DATACENTER);
  private static final Pattern PREFIX = Pattern.compile("(?<name>[^@?]+)" + QUERY + DATACENTER);
  private static final Pattern SERVICE =
      Pattern.compile(
          "(?:(?<tag>[\\w=:.\\-]+)\\.)?(?<name>[\\w\\-]+)"
              + QUERY
              + DATACENTER
              + NEAR
              + "(?:\\|(?<filter>[\\w,]+))?");
  private static final Pattern SERVICES = Pattern.compile(QUERY + DATACENTER);
  private static final Pattern NODES = Pattern.compile(QUERY + DATACENTER + NEAR);
  private static final Pattern NODE = Pattern.compile("(?<name>[\\w.\\-]+)" + QUERY + DATACENTER);
  private static final Set<String> FILTERS =
      Set.of("any", "passing", "warning", "critical", "maintenance");

  private final Recall recall;
  private final Sandbox sandbox;

  private ConsulFunctions(Recall recall, Sandbox sandbox) {
    this.recall = recall;
    this.sandbox = sandbox;
  }

  /** Knows answers, and takes note of what is asked for. */
  @FunctionalInterface
  public interface Recall {
    Optional<Value> of(Dependency dependency);
  }

  /** The functions of one run. */
  public static List<Function> all(Recall recall, Sandbox sandbox) {
    var functions = new ConsulFunctions(recall, sandbox);
    var all = new ArrayList<Function>();
    all.add(Function.of("key", functions::key, Param.STRING));
    all.add(Function.of("keyExists", functions::keyExists, Param.STRING));
    all.add(Function.of("keyOrDefault", functions::keyOrDefault, Param.STRING, Param.STRING));
    all.add(functions.pairs("ls", false, false));
    all.add(functions.pairs("safeLs", false, true));
    all.add(functions.pairs("tree", true, false));
    all.add(functions.pairs("safeTree", true, true));
    all.add(Function.open("service", args -> functions.service(args, false), Param.STRING));
    all.add(Function.open("connect", args -> functions.service(args, true), Param.STRING));
    all.add(Function.open("services", functions::services, Param.STRING));
    all.add(Function.open("nodes", functions::nodes, Param.STRING));
    all.add(Function.open("node", functions::node, Param.STRING));
    all.add(Function.open("datacenters", functions::datacenters, Param.BOOL));
    all.add(Function.of("caRoots", _ -> functions.mesh(Mesh.CA_ROOTS, "")));
    all.add(functions.meshOf("caLeaf", Mesh.CA_LEAF));
    all.add(Function.open("peerings", _ -> functions.mesh(Mesh.PEERINGS, ""), Param.STRING));
    all.add(Function.of("partitions", _ -> functions.mesh(Mesh.PARTITIONS, "")));
    all.add(functions.meshOf("exportedServices", Mesh.EXPORTED));
    all.add(functions.meshOf("importedServices", Mesh.IMPORTED));
    all.add(Function.of("file", functions::file, Param.STRING));
    for (var name : List.of("secret", "secrets", "pkiCert")) {
      all.add(functions.foreign(name, "Vault"));
    }
    for (var name :
        List.of(
            "nomadServices",
            "nomadService",
            "nomadVar",
            "nomadVarList",
            "nomadVarListSafe",
            "nomadVarExists")) {
      all.add(functions.foreign(name, "Nomad"));
    }
    return all;
  }

  private static String text(List<Value> args, int at) {
    return args.get(at) instanceof Value.Text(String text) ? text : "";
  }

  private static Matcher match(Pattern pattern, String kind, String text) throws FunctionException {
    var matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new FunctionException(kind + ": invalid format: " + GoQuote.text(text, false));
    }
    return matcher;
  }

  private static Optional<String> group(Matcher matcher, String name) {
    return Optional.ofNullable(matcher.group(name)).filter(text -> !text.isEmpty());
  }

  private static Place place(Matcher matcher, String kind) throws FunctionException {
    try {
      return Place.parse(group(matcher, "query"), group(matcher, "dc"));
    } catch (FunctionException wrong) {
      throw new FunctionException(kind + ": " + wrong.getMessage());
    }
  }

  private Value key(List<Value> args) throws FunctionException {
    var text = text(args, 0);
    if (text.isEmpty()) {
      return Values.EMPTY;
    }
    var match = match(KEY, "kv.get", text);
    return recall
        .of(new Dependency.Key(match.group("name"), place(match, "kv.get")))
        .orElse(Values.EMPTY);
  }

  private Value keyExists(List<Value> args) throws FunctionException {
    var text = text(args, 0);
    if (text.isEmpty()) {
      return Values.FALSE;
    }
    return Values.bool(!(maybeKey(text).orElse(Values.NIL) instanceof Value.Nil));
  }

  private Optional<Value> maybeKey(String text) throws FunctionException {
    var match = match(KEY, "kv.get", text);
    return recall.of(new Dependency.MaybeKey(match.group("name"), place(match, "kv.get")));
  }

  /** An existing empty value gives the default, too. */
  private Value keyOrDefault(List<Value> args) throws FunctionException {
    var text = text(args, 0);
    if (text.isEmpty()) {
      return args.get(1);
    }
    var value = maybeKey(text).orElse(Values.EMPTY);
    return value.isTrue() ? value : args.get(1);
  }

  private Function pairs(String name, boolean deep, boolean waits) {
    var wait =
        !waits
            ? Dependency.Waits.NOT
            : deep ? Dependency.Waits.FOR_ANY : Dependency.Waits.FOR_CHILDREN;
    return Function.of(
        name,
        args -> {
          var text = text(args, 0);
          if (text.isEmpty()) {
            return new ListValue(Decoded.PAIRS, List.of());
          }
          var match = match(PREFIX, "kv.list", text);
          var prefix = match.group("name").replaceFirst("^/", "");
          var known = recall.of(new Dependency.Pairs(prefix, place(match, "kv.list"), wait));
          return known.orElse(Values.NIL) instanceof ListValue all
              ? Decoded.below(all, deep)
              : new ListValue(Decoded.PAIRS, List.of());
        },
        Param.STRING);
  }

  private Value service(List<Value> args, boolean connect) throws FunctionException {
    var empty = new ListValue(Decoded.SERVICES, List.of());
    if (args.isEmpty() || text(args, 0).isEmpty()) {
      return empty;
    }
    var text = String.join("|", args.stream().map(each -> text(List.of(each), 0)).toList());
    var kind = "health.service";
    var match = match(SERVICE, kind, text);
    var filters = filters(match, kind, text);
    var dependency =
        new Dependency.Instances(
            group(match, "tag"),
            match.group("name"),
            place(match, kind),
            near(match),
            filters,
            connect);
    return recall.of(dependency).orElse(empty);
  }

  private static List<String> filters(Matcher match, String kind, String text)
      throws FunctionException {
    // What stands behind a last comma is nothing, and asks for nothing.
    var filters =
        java.util.Arrays.stream(group(match, "filter").orElse("passing").split(",", -1))
            .filter(each -> !each.isEmpty())
            .toList();
    for (var filter : filters) {
      if (!FILTERS.contains(filter)) {
        throw new FunctionException(
            "%s: invalid filter: %s in %s"
                .formatted(kind, GoQuote.text(filter, false), GoQuote.text(text, false)));
      }
    }
    return filters;
  }

  private static Optional<String> near(Matcher match) {
    return group(match, "near");
  }

  private Value services(List<Value> args) throws FunctionException {
    var kind = "catalog.services";
    var match = match(SERVICES, kind, args.isEmpty() ? "" : text(args, 0));
    return recall
        .of(new Dependency.Services(place(match, kind)))
        .orElseGet(() -> new ListValue(Decoded.SNIPPETS, List.of()));
  }

  private Value nodes(List<Value> args) throws FunctionException {
    var kind = "catalog.nodes";
    var match = match(NODES, kind, args.isEmpty() ? "" : text(args, 0));
    return recall
        .of(new Dependency.Nodes(place(match, kind), near(match)))
        .orElseGet(() -> new ListValue(Decoded.NODES, List.of()));
  }

  /** Without a name the agent's own node; more words do not count. */
  private Value node(List<Value> args) throws FunctionException {
    var kind = "catalog.node";
    if (args.isEmpty() || text(args, 0).isEmpty()) {
      var self = recall.of(new Dependency.Self());
      return self.isEmpty() ? Decoded.UNKNOWN_NODE : node(text(List.of(self.get()), 0), Place.HERE);
    }
    var match = match(NODE, kind, text(args, 0));
    return node(match.group("name"), place(match, kind));
  }

  private Value node(String name, Place place) {
    return recall.of(new Dependency.Node(name, place)).orElse(Decoded.UNKNOWN_NODE);
  }

  private Value datacenters(List<Value> args) throws FunctionException {
    if (args.size() > 1) {
      throw new FunctionException(
          "datacenters: wrong number of arguments, expected 0 or 1, but got " + args.size());
    }
    boolean answering = !args.isEmpty() && args.getFirst().isTrue();
    return recall
        .of(new Dependency.Datacenters(answering))
        .orElseGet(() -> ListValue.texts(List.of()));
  }

  private Function meshOf(String name, Mesh kind) {
    return Function.of(name, args -> mesh(kind, text(args, 0)), Param.STRING);
  }

  private Value mesh(Mesh kind, String argument) {
    return recall.of(new Dependency.Listing(kind, argument)).orElseGet(kind::empty);
  }

  private Value file(List<Value> args) throws FunctionException {
    var path = text(args, 0);
    if (path.isEmpty()) {
      return Values.EMPTY;
    }
    return recall.of(new Dependency.FileText(path, sandbox.resolve(path))).orElse(Values.EMPTY);
  }

  private Function foreign(String name, String product) {
    return Function.open(
        name,
        args -> {
          var shown = name + "(" + (args.isEmpty() ? "" : text(args, 0)) + ")";
          return recall.of(new Dependency.Foreign(shown, product)).orElse(Values.NIL);
        },
        Param.ANY);
  }
}
