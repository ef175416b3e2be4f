package praetor.lab;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import praetor.client.ClientException;
import praetor.docker.ContainerSummary;
import praetor.docker.DockerHost;
import praetor.docker.DockerWorkshop;
import praetor.docker.EngineException;
import praetor.model.Clock;
import praetor.model.DecodeException;

/** Makes, shows and removes a lab. Owned by one thread. */
public final class Lab {
  private static final String USUAL_SOCKET = "/var/run/docker.sock";
  private static final long POLL_MS = 200;

  private final LabName name;
  private final DockerWorkshop engine;
  private final DockerHost engineHost;
  private final Clock clock;
  private final Consumer<String> say;

  /**
   * A lab on an Engine.
   *
   * @param engineHost where the Engine is
   * @param say takes a line for each thing that is done
   */
  public Lab(
      LabName name,
      DockerWorkshop engine,
      DockerHost engineHost,
      Clock clock,
      Consumer<String> say) {
    this.name = name;
    this.engine = engine;
    this.engineHost = engineHost;
    this.clock = clock;
    this.say = say;
  }

  /**
   * Makes what is missing, and waits until all answers.
   *
   * @return where it is reached
   */
  public LabUrls up(LabRequest request, ImageSource images)
      throws LabException, InterruptedException {
    var present = present();
    var plan = request.plan(name, present, engineSocket());
    var ids = imageIds(images);
    for (var step : Steps.up(plan, ids, present)) {
      take(step, ids);
    }
    var urls = new LabUrls(machine(), plan.ports());
    await(plan, urls, request);
    return urls;
  }

  /** What runs. */
  public LabStatus status() throws LabException {
    var present = present();
    var rows =
        present.containers().stream()
            .sorted(Comparator.comparing(ContainerSummary::name))
            .map(this::row)
            .toList();
    return new LabStatus(rows, present.ports().map(ports -> new LabUrls(machine(), ports)));
  }

  /**
   * Removes all that is the lab's.
   *
   * @return whether there was anything
   */
  public boolean down() throws LabException {
    var steps = Steps.down(present());
    for (var step : steps) {
      take(step, Map.of());
    }
    return !steps.isEmpty();
  }

  private LabStatus.Row row(ContainerSummary container) {
    return new LabStatus.Row(
        container.name(),
        container.labels().getOrDefault(Labels.HOST, ""),
        container.status(),
        container.addresses().getOrDefault(name.network(), ""));
  }

  private Present present() throws LabException {
    return asked(
        "the list of containers",
        () -> new Present(engine.networks(name.label()), engine.containers(name.label())));
  }

  private Map<String, String> imageIds(ImageSource images)
      throws LabException, InterruptedException {
    var ids = new TreeMap<String, String>();
    for (var image : LabImages.ALL) {
      var id = imageId(image);
      if (id.isEmpty()) {
        load(image, images);
        id = imageId(image);
      }
      ids.put(
          image,
          id.orElseThrow(
              () ->
                  new LabException(
                      "the image %s is missing: load it with docker load, or run the lab from the sources"
                          .formatted(image))));
    }
    return ids;
  }

  private Optional<String> imageId(String image) throws LabException {
    return asked(image, () -> engine.imageId(image));
  }

  private void load(String image, ImageSource images) throws LabException, InterruptedException {
    try {
      var archive = images.archive(image);
      // Whoever makes images may load them, too.
      if (archive.isPresent() && imageId(image).isEmpty()) {
        say.accept("load   " + image);
        try (InputStream in = Files.newInputStream(archive.get())) {
          engine.loadImages(in);
        }
      }
    } catch (EngineException refused) {
      throw EngineFaults.refused(image, refused);
    } catch (IOException failed) {
      throw new LabException("the image " + image + ": " + failed.getMessage(), failed);
    }
  }

  private void take(Step step, Map<String, String> imageIds) throws LabException {
    switch (step) {
      case Step.RemoveContainer(var container) -> {
        say.accept("remove " + container);
        done(container, () -> engine.removeContainer(container));
      }
      case Step.RemoveNetwork(var network) -> {
        say.accept("remove network " + network);
        done(network, () -> engine.removeNetwork(network));
      }
      case Step.MakeNetwork(var network) -> {
        say.accept("create network " + network);
        done(network, () -> engine.createNetwork(network, Map.of(Labels.LAB, name.text())));
      }
      case Step.MakeContainer(var part) -> {
        say.accept("start  " + part.name());
        var image = imageIds.getOrDefault(part.container().image(), "");
        var spec = part.spec(addressOfNeeded(part), image);
        done(part.name(), () -> engine.createContainer(spec));
        done(part.name(), () -> engine.startContainer(part.name()));
      }
    }
  }

  private Optional<String> addressOfNeeded(Part part) throws LabException {
    if (!part.asksHost()) {
      return Optional.empty();
    }
    return part.needs()
        .flatMap(present()::container)
        .map(host -> host.addresses().get(name.network()));
  }

  private void await(LabPlan plan, LabUrls urls, LabRequest request)
      throws LabException, InterruptedException {
    var readiness = readiness(plan, urls);
    long deadlineNanos = clock.nanoTime() + request.patience().toNanos();
    for (var missing = readiness.missing(); !missing.isEmpty(); missing = readiness.missing()) {
      if (clock.nanoTime() - deadlineNanos > 0) {
        throw new LabException(
            "not ready after %d s: %s; praetor lab status and docker logs tell more"
                .formatted(request.patience().toSeconds(), String.join(", ", missing)));
      }
      Thread.sleep(POLL_MS);
    }
  }

  private static Readiness readiness(LabPlan plan, LabUrls urls) throws LabException {
    try {
      return new Readiness(plan, urls);
    } catch (ClientException unusable) {
      throw new LabException(String.valueOf(unusable.getMessage()), unusable);
    }
  }

  /** Where published ports are. */
  private String machine() {
    return Optional.ofNullable(engineHost.uri().getHost()).orElse("127.0.0.1");
  }

  /** The Engine's own socket as its containers can have it. */
  private String engineSocket() {
    URI uri = engineHost.uri();
    return uri.getScheme().equals("unix") ? uri.getPath() : USUAL_SOCKET;
  }

  @FunctionalInterface
  private interface Work {
    void run() throws IOException, EngineException, DecodeException;
  }

  @FunctionalInterface
  private interface Question<T> {
    T ask() throws IOException, EngineException, DecodeException;
  }

  private static void done(String what, Work work) throws LabException {
    asked(
        what,
        () -> {
          work.run();
          return List.of();
        });
  }

  private static <T> T asked(String what, Question<T> question) throws LabException {
    try {
      return question.ask();
    } catch (EngineException refused) {
      throw EngineFaults.refused(what, refused);
    } catch (IOException unreachable) {
      throw EngineFaults.unreachable(unreachable);
    } catch (DecodeException strange) {
      throw new LabException(what + ": Docker answered " + strange.getMessage(), strange);
    }
  }
}
