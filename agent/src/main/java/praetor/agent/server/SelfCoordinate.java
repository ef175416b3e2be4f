package praetor.agent.server;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import praetor.agent.acl.Caller;
import praetor.model.Coordinate;
import praetor.model.NodeCoordinate;

/**
 * Tells the catalog this server's coordinate: the origin, as long as there is nobody to measure a
 * distance to.
 */
final class SelfCoordinate implements LeaderDuty {
  /** Consul's sync_coordinate_interval_min; its agents wait as long before the first one. */
  private static final int INTERVAL_SECONDS = 15;

  private final ServerContext context;
  private final CoordinateEndpoint coordinates;
  private @Nullable Future<?> repeating;

  SelfCoordinate(ServerContext context, CoordinateEndpoint coordinates) {
    this.context = context;
    this.coordinates = coordinates;
  }

  @Override
  public synchronized void start() {
    var own = new NodeCoordinate(context.config().node().name(), "", Coordinate.ORIGIN);
    repeating =
        context
            .timers()
            .scheduleWithFixedDelay(
                () -> coordinates.update(own, Caller.unrestricted()),
                INTERVAL_SECONDS,
                INTERVAL_SECONDS,
                TimeUnit.SECONDS);
  }

  @Override
  public synchronized void stop() {
    if (repeating != null) {
      repeating.cancel(false);
      repeating = null;
    }
  }
}
