package praetor.http.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GzipTest {
  @ParameterizedTest
  @CsvSource({
    "gzip, true",
    "GZIP, true",
    "'gzip, deflate, br', true",
    "' gzip ;q=1', true",
    "gzip;q=0.5, true",
    "gzip;foo=1, true",
    "', gzip', true",
    "'identity;q=1, gzip;q=0.1', true",
    "'', false",
    "*, false",
    "gzip;q=0, false",
    "'gzip; q=0.000', false",
    "gzip;q=abc, false",
    "gzip;q=1;q=0, false",
    "x-gzip, false",
    "deflate, false"
  })
  void readsAcceptEncodingAsConsulDoes(String header, boolean accepted) {
    assertThat(Gzip.accepts(header)).isEqualTo(accepted);
  }

  @Test
  void whatIsCompressedCanBeReadAgain() throws IOException {
    var random = new Random(4711);
    for (int size : new int[] {1, 1_400, 20_000, 300_000}) {
      var noise = new byte[size];
      random.nextBytes(noise);
      for (var bytes : new byte[][] {noise, new byte[size]}) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(Gzip.compress(bytes)))) {
          assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
      }
    }
  }
}
