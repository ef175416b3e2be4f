package praetor.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import praetor.model.Coordinate;
import praetor.model.DecodeException;

class VivaldiTest {
  @Test
  void startsWhereSerfPlacesANewMember() {
    assertThat(new Vivaldi(new SplittableRandom(1)).coordinate()).isEqualTo(Coordinate.ORIGIN);
  }

  @Test
  void membersFindTheirDistances() {
    // Ten members on a line, 10 ms apart, each with an access link of 2 ms.
    var random = new SplittableRandom(4711);
    var members = new ArrayList<Vivaldi>();
    for (int i = 0; i < 10; i++) {
      members.add(new Vivaldi(random));
    }
    for (int round = 0; round < 2_000; round++) {
      int a = random.nextInt(10);
      int b = random.nextInt(10);
      if (a != b) {
        members.get(a).update(members.get(b).coordinate(), roundTrip(a, b));
      }
    }
    double worst = 0;
    for (int a = 0; a < 10; a++) {
      for (int b = 0; b < a; b++) {
        double distance = distance(members.get(a).coordinate(), members.get(b).coordinate());
        worst = Math.max(worst, Math.abs(distance - roundTrip(a, b)) / roundTrip(a, b));
      }
    }
    assertThat(worst).isLessThan(0.25);
    assertThat(members).allMatch(member -> member.coordinate().error() < 0.2);
  }

  private static double distance(Coordinate a, Coordinate b) {
    double squares = 0;
    for (int i = 0; i < a.vec().size(); i++) {
      squares += Math.pow(a.vec().get(i) - b.vec().get(i), 2);
    }
    double raw = Math.sqrt(squares) + a.height() + b.height();
    double adjusted = raw + a.adjustment() + b.adjustment();
    return adjusted > 0 ? adjusted : raw;
  }

  private static double roundTrip(int a, int b) {
    return 0.004 + Math.abs(a - b) * 0.010;
  }

  @Test
  void nonsenseLeadsBackToTheOrigin() {
    var vivaldi = new Vivaldi(new SplittableRandom(1));
    vivaldi.update(Coordinate.ORIGIN, 0.01);
    var far = new Coordinate(List.of(1e308, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), 1, 0, 1e308);
    assertThat(vivaldi.update(far, 0.01)).isFalse();
    assertThat(vivaldi.coordinate()).isEqualTo(Coordinate.ORIGIN);
  }

  @Test
  void middleOfThreeCounts() {
    assertThat(Vivaldi.median(List.of(0.5, 0.1, 0.2))).isEqualTo(0.2);
    assertThat(Vivaldi.median(List.of(0.5, 0.1))).isEqualTo(0.5);
  }

  @Test
  void encodedCoordinateComesBack() throws DecodeException {
    var vivaldi = new Vivaldi(new SplittableRandom(1));
    vivaldi.update(Coordinate.ORIGIN, 0.01);
    var coordinate = vivaldi.coordinate();
    assertThat(Coordinates.decode(Coordinates.encode(coordinate))).isEqualTo(coordinate);
  }
}
