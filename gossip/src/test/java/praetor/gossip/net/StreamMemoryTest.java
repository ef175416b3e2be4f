package praetor.gossip.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import praetor.gossip.wire.Keyring;
import praetor.gossip.wire.StreamCodec;
import praetor.gossip.wire.StreamMessage;
import praetor.gossip.wire.WireOptions;
import praetor.model.Bytes;
import praetor.model.DecodeException;

class StreamMemoryTest {
  private static final long SMALL_HEAP = 64 << 20;

  private final StreamMemory memory = new StreamMemory(SMALL_HEAP);

  private static StreamMessage state(int bytes) {
    return new StreamMessage.PushPull(false, List.of(), Bytes.owned(new byte[bytes]));
  }

  @Test
  void streamsShareWhatTheyMayHold() throws Exception {
    memory.take(3 << 20);
    assertThatThrownBy(() -> memory.take(2 << 20))
        .isInstanceOf(DecodeException.class)
        .hasMessage("too much is being received at the same time");
    memory.give(3 << 20);
    memory.take(2 << 20);
  }

  @Test
  void aMessageThatStandsForAnEighthOfTheHeapIsRefused() throws Exception {
    var codec = new StreamCodec(WireOptions.DEFAULT, Keyring.NONE, new SecureRandom());
    var fits = state(1 << 20);
    assertThat(memory.decode(codec, codec.encode(fits))).isEqualTo(fits);
    var bomb = codec.encode(state(9 << 20));
    assertThat(bomb.length).isLessThan(64 << 10);
    assertThatThrownBy(() -> memory.decode(codec, bomb))
        .isInstanceOf(DecodeException.class)
        .hasMessage("LZW: more than 8388608 bytes");
  }
}
