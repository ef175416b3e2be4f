package praetor.gossip.serf;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.event.Level;
import praetor.gossip.KeyringAnswer;
import praetor.gossip.KeyringOperation;
import praetor.gossip.Output;
import praetor.gossip.QueryListener;
import praetor.gossip.QueryRequest;
import praetor.gossip.wire.Keyring;
import praetor.model.Bytes;
import praetor.model.DecodeException;

/** Changes the keys of all members: each is asked by a query, and changes its own. */
final class KeyQueries {
  private final Context context;
  private final Queries queries;
  private final Consumer<Keyring> changed;
  private Keyring keyring;

  KeyQueries(Context context, Queries queries, Keyring keyring, Consumer<Keyring> changed) {
    this.context = context;
    this.queries = queries;
    this.keyring = keyring;
    this.changed = changed;
  }

  /**
   * Asks all members.
   *
   * @param key what to install, use or remove; empty to list
   * @param members how many are asked: when all have answered, nobody is waited for
   */
  void ask(
      KeyringOperation operation,
      Bytes key,
      int relayFactor,
      int members,
      Consumer<KeyringAnswer> done) {
    var request =
        QueryRequest.of(
                Queries.INTERNAL_PREFIX + operation.verb(),
                SerfCodec.encode(new SerfMessage.KeyRequest(key)))
            .withRelayFactor(relayFactor);
    var gathering = new Gathering(members, done);
    gathering.stop = queries.ask(request, gathering);
    gathering.stopIfAllAnswered();
  }

  private static final class Gathering implements QueryListener {
    private final int members;
    private final Consumer<KeyringAnswer> done;
    private final Map<String, String> messages = new HashMap<>();
    private final Map<String, Integer> keys = new HashMap<>();
    private final Map<String, Integer> primaryKeys = new HashMap<>();
    private int responses;
    private int errors;
    private Runnable stop = () -> {};

    Gathering(int members, Consumer<KeyringAnswer> done) {
      this.members = members;
      this.done = done;
    }

    @Override
    public void acked(String member) {
      // Key queries ask for no acks.
    }

    @Override
    public void answered(String member, Bytes payload) {
      responses++;
      try {
        if (SerfCodec.decode(payload) instanceof SerfMessage.KeyAnswer answer) {
          count(member, answer);
        } else {
          throw new DecodeException("Invalid key query response type");
        }
      } catch (DecodeException e) {
        errors++;
        messages.put(member, "Failed to decode key query response: " + e.getMessage());
      }
      stopIfAllAnswered();
    }

    private void count(String member, SerfMessage.KeyAnswer answer) {
      if (!answer.result()) {
        errors++;
      }
      if (!answer.message().isEmpty()) {
        messages.put(member, answer.message());
      }
      answer.keys().forEach(key -> keys.merge(key, 1, Integer::sum));
      if (!answer.primary().isEmpty()) {
        primaryKeys.merge(answer.primary(), 1, Integer::sum);
      }
    }

    void stopIfAllAnswered() {
      if (responses >= members) {
        stop.run();
      }
    }

    @Override
    public void finished() {
      done.accept(new KeyringAnswer(members, responses, errors, messages, keys, primaryKeys));
    }
  }

  /** Answers such a query; whether it is one. */
  boolean handle(String name, SerfMessage.Query query) {
    var operation =
        List.of(KeyringOperation.values()).stream()
            .filter(known -> known.verb().equals(name))
            .findFirst();
    operation.ifPresent(known -> answer(known, query));
    return operation.isPresent();
  }

  private void answer(KeyringOperation operation, SerfMessage.Query query) {
    try {
      if (!(SerfCodec.decode(query.payload()) instanceof SerfMessage.KeyRequest(Bytes key))) {
        throw new DecodeException("no key request");
      }
      var answer = operation == KeyringOperation.LIST ? list(query) : change(operation, key);
      queries.respond(query, SerfCodec.encode(answer));
    } catch (DecodeException e) {
      context.note(Level.ERROR, "Failed to decode key request: " + e.getMessage());
    }
  }

  private SerfMessage.KeyAnswer change(KeyringOperation operation, Bytes key) {
    var refusal = refusal(operation, key);
    if (refusal.isPresent()) {
      context.note(Level.ERROR, "Failed to " + operation.verb() + ": " + refusal.get());
      return new SerfMessage.KeyAnswer(false, refusal.get(), List.of(), "");
    }
    var after =
        switch (operation) {
          case INSTALL -> keyring.with(key);
          case USE -> keyring.using(key).orElse(keyring);
          case REMOVE -> keyring.without(key);
          case LIST -> keyring;
        };
    keyring = after;
    changed.accept(after);
    context.out(new Output.UseKeyring(after));
    return new SerfMessage.KeyAnswer(true, "", List.of(), "");
  }

  // The texts as Consul's users know them.
  private Optional<String> refusal(KeyringOperation operation, Bytes key) {
    if (keyring.isEmpty()) {
      return Optional.of("No keyring to modify (encryption not enabled)");
    }
    return switch (operation) {
      case INSTALL ->
          Keyring.isValid(key)
              ? Optional.empty()
              : Optional.of("key size must be 16, 24 or 32 bytes");
      case USE ->
          keyring.keys().contains(key)
              ? Optional.empty()
              : Optional.of("Requested key is not in the keyring");
      case REMOVE ->
          keyring.primary().equals(Optional.of(key))
              ? Optional.of("Removing the primary key is not allowed")
              : Optional.empty();
      case LIST -> Optional.empty();
    };
  }

  private SerfMessage.KeyAnswer list(SerfMessage.Query query) {
    if (keyring.isEmpty()) {
      return new SerfMessage.KeyAnswer(
          false, "Keyring is empty (encryption not enabled)", List.of(), "");
    }
    var all = new ArrayList<>(keyring.keys().stream().map(KeyQueries::base64).toList());
    var primary = all.getFirst();
    var answer = new SerfMessage.KeyAnswer(true, "", List.copyOf(all), primary);
    int total = all.size();
    while (tooLarge(query, answer) && !all.isEmpty()) {
      all.removeLast();
      var message =
          "truncated key list response, showing first %d of %d keys".formatted(all.size(), total);
      answer = new SerfMessage.KeyAnswer(true, message, List.copyOf(all), primary);
    }
    return answer;
  }

  private boolean tooLarge(SerfMessage.Query query, SerfMessage.KeyAnswer answer) {
    return queries.encodedSize(query, SerfCodec.encode(answer))
        > context.config.queryResponseMaxBytes();
  }

  private static String base64(Bytes key) {
    return Base64.getEncoder().encodeToString(key.array());
  }
}
