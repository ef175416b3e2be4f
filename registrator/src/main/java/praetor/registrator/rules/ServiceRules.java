package praetor.registrator.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The services that a container should be registered as. */
public final class ServiceRules {
  /** Keys with a meaning that are no metadata. */
  private static final List<String> WORKING_KEYS = List.of("name", "id", "tags");

  private final ServiceOptions options;
  private final AddressRules addresses;
  private final TagTemplate templates;

  /**
   * @param node address of the agent's node, where it is known
   */
  public ServiceRules(ServiceOptions options, Optional<String> node, TagTemplate templates) {
    this.options = options;
    this.addresses = new AddressRules(options, node);
    this.templates = templates;
  }

  /**
   * What a container is registered as.
   *
   * @param notes lines for the log: what is left out and why
   */
  public record Result(List<ServiceEntry> services, List<String> notes) {
    public Result {
      services = List.copyOf(services);
      notes = List.copyOf(notes);
    }
  }

  /**
   * Applies the rules.
   *
   * @param shared the container whose network this one uses, where that is known
   */
  public Result services(ContainerView container, Optional<ContainerView> shared) {
    var notes = new ArrayList<String>();
    container.notes().forEach(note -> notes.add("ignored: " + container.shortId() + " " + note));
    var ports = ports(container, notes);
    var services = new ArrayList<ServiceEntry>();
    for (var port : ports) {
      var one = new One(container, port, ports.size() > 1, shared, notes);
      one.service().ifPresent(services::add);
    }
    return new Result(distinct(services, notes), notes);
  }

  private List<ServicePort> ports(ContainerView container, List<String> notes) {
    var ignored = "ignored: " + container.shortId();
    if (container.hasNoNetwork()) {
      notes.add(ignored + " no network");
      return List.of();
    }
    if (container.ports().isEmpty()) {
      notes.add(ignored + " no published ports");
    }
    var ports = new ArrayList<ServicePort>();
    container
        .ports()
        .forEach(
            (inside, bindings) -> {
              if (isReachedInside(container)) {
                ports.add(new ServicePort(inside, inside.port(), ""));
              } else if (bindings.isEmpty()) {
                notes.add(ignored + " port " + inside.port() + " not published on host");
              } else {
                var first = bindings.getFirst();
                ports.add(new ServicePort(inside, first.hostPort(), first.hostIp()));
              }
            });
    return ports;
  }

  private boolean isReachedInside(ContainerView container) {
    return options.internal()
        || container.isOnHostNetwork()
        || container.sharesNetworkOf().isPresent();
  }

  /** One id must not stand for two ports: the later ones get their port behind it. */
  private static List<ServiceEntry> distinct(List<ServiceEntry> services, List<String> notes) {
    var ids = new HashSet<String>();
    var distinct = new ArrayList<ServiceEntry>();
    for (var service : services) {
      if (ids.add(service.id())) {
        distinct.add(service);
      } else {
        var other = service.withId(service.id() + ":" + service.port());
        notes.add(
            "%s: id %s is taken by another port, registered as %s"
                .formatted(service.container(), service.id(), other.id()));
        distinct.add(other);
      }
    }
    return distinct;
  }

  /** The rules for one port. */
  private final class One {
    private final ContainerView container;
    private final ServicePort port;
    private final boolean isOneOfMany;
    private final Optional<ContainerView> shared;
    private final List<String> notes;
    private final Metadata metadata;

    One(
        ContainerView container,
        ServicePort port,
        boolean isOneOfMany,
        Optional<ContainerView> shared,
        List<String> notes) {
      this.container = container;
      this.port = port;
      this.isOneOfMany = isOneOfMany;
      this.shared = shared;
      this.notes = notes;
      this.metadata = Metadata.of(container, port.inside());
    }

    Optional<ServiceEntry> service() {
      var what =
          "ignored: %s service on port %d".formatted(container.shortId(), port.inside().port());
      // The value does not count, not even "false".
      if (metadata.filled("ignore").isPresent()) {
        notes.add(what);
        return Optional.empty();
      }
      if (options.explicit() && metadata.ownName().isEmpty() && metadata.sharedName().isEmpty()) {
        notes.add(what + " has no name of its own");
        return Optional.empty();
      }
      try {
        return Optional.of(entry(tags()));
      } catch (TagTemplate.Fault fault) {
        notes.add(what + " service tags template failed: " + fault.getMessage());
        return Optional.empty();
      }
    }

    private ServiceEntry entry(List<String> tags) {
      var address = addresses.of(container, port, shared, notes);
      var check =
          new CheckRules(container, port, metadata, addresses.forChecks(address), notes).check();
      return new ServiceEntry(
          id(),
          container.shortId(),
          name(),
          tags,
          metadata.without(WORKING_KEYS),
          address,
          port.port(),
          metadata.text("enable_tag_override").equals("true"),
          check,
          options.health() ? container.state().health() : Optional.empty());
    }

    private String id() {
      var protocol = port.inside().isTcp() ? "" : ":" + port.inside().protocol();
      return metadata
          .filled("id")
          .orElseGet(
              () ->
                  "%s:%s:%d%s"
                      .formatted(options.host(), container.name(), port.inside().port(), protocol));
    }

    private String name() {
      var suffix = isOneOfMany ? "-" + port.inside().port() : "";
      return metadata
          .ownName()
          .orElseGet(
              () -> metadata.sharedName().orElseGet(() -> baseName(container.image())) + suffix);
    }

    /** The last part of an image's name, without its tag and digest. */
    private static String baseName(String image) {
      int digest = image.indexOf('@');
      var named = digest < 0 ? image : image.substring(0, digest);
      var last = named.substring(named.lastIndexOf('/') + 1);
      int tag = last.indexOf(':');
      return tag < 0 ? last : last.substring(0, tag);
    }

    private List<String> tags() throws TagTemplate.Fault {
      var own = split(templates.fill(metadata.text("tags"), container.inspect()));
      var general = split(templates.fill(options.tags(), container.inspect()));
      var protocol = port.inside().isTcp() ? List.<String>of() : List.of(port.inside().protocol());
      return Stream.of(own, general, protocol).flatMap(List::stream).toList();
    }

    /** At commas that no backslash stands before, last part first; empty parts do not count. */
    private static List<String> split(String text) {
      var tags = new ArrayList<String>();
      for (var part : text.split("(?<!\\\\),", -1)) {
        if (!part.isEmpty()) {
          tags.add(part.replace("\\,", ","));
        }
      }
      Collections.reverse(tags);
      return tags;
    }
  }
}
