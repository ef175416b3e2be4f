package praetor.template.func;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;
import praetor.template.lang.Function;
import praetor.template.lang.FunctionException;
import praetor.template.lang.GoText;
import praetor.template.lang.ListValue;
import praetor.template.lang.MapValue;
import praetor.template.lang.Param;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/** consul-template's helpers for base64, hashes, JSON, YAML and TOML. */
final class Codings {
  private static final String INDENT = "  ";

  private Codings() {}

  static List<Function> all() {
    var all = new ArrayList<Function>();
    all.add(Texts.one("base64Encode", text -> encode(text, false)));
    all.add(Texts.one("base64URLEncode", text -> encode(text, true)));
    all.add(named("base64Decode", text -> Values.text(decode(text, false))));
    all.add(named("base64URLDecode", text -> Values.text(decode(text, true))));
    all.add(Texts.one("sha256Hex", text -> hash("SHA-256", text)));
    all.add(Texts.one("md5sum", text -> hash("MD5", text)));
    all.add(Texts.two("hmacSHA256Hex", Codings::hmac));
    all.add(json("toJSON", true, ""));
    all.add(json("toJSONPretty", true, INDENT));
    all.add(json("toUnescapedJSON", false, ""));
    all.add(json("toUnescapedJSONPretty", false, INDENT));
    all.add(Function.of("parseJSON", args -> parseJson(Args.text(args, 0)), Param.STRING));
    all.add(Function.of("parseYAML", args -> YamlDecoder.parse(Args.text(args, 0)), Param.STRING));
    all.add(
        Function.of("toYAML", args -> Values.text(YamlEncoder.write(args.getFirst())), Param.ANY));
    all.add(
        Function.of("toTOML", args -> Values.text(TomlEncoder.write(args.getFirst())), Param.ANY));
    return all;
  }

  private interface Decoder {
    Value of(String text) throws FunctionException;
  }

  /** Its name stands before its errors. */
  private static Function named(String name, Decoder decoder) {
    return Function.of(
        name,
        args -> {
          try {
            return decoder.of(Args.text(args, 0));
          } catch (FunctionException wrong) {
            throw new FunctionException(name + ": " + wrong.getMessage());
          }
        },
        Param.STRING);
  }

  private static Function json(String name, boolean escapeHtml, String indent) {
    return Function.of(
        name,
        args -> {
          try {
            return Values.text(JsonEncoder.write(args.getFirst(), escapeHtml, indent));
          } catch (FunctionException wrong) {
            throw new FunctionException(name + ": " + wrong.getMessage());
          }
        },
        Param.ANY);
  }

  static String encode(String text, boolean url) {
    var encoder = url ? Base64.getUrlEncoder() : Base64.getEncoder();
    return new String(encoder.encode(GoText.bytes(text)), StandardCharsets.US_ASCII);
  }

  /** Source: errors of Go's encoding/base64: line breaks are passed over, padding is needed. */
  static String decode(String text, boolean url) throws FunctionException {
    var clean = new StringBuilder();
    var places = new ArrayList<Integer>();
    var bytes = GoText.bytes(text);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '\n' && bytes[i] != '\r') {
        clean.append((char) (bytes[i] & 0xff));
        places.add(i);
      }
    }
    int wrong = firstWrong(clean, url);
    if (wrong >= 0) {
      throw new FunctionException(
          "illegal base64 data at input byte "
              + (wrong < places.size() ? places.get(wrong) : bytes.length));
    }
    var decoder = url ? Base64.getUrlDecoder() : Base64.getDecoder();
    return GoText.of(decoder.decode(clean.toString()));
  }

  /** -1 when all is well; an incomplete group is wrong where it begins. */
  private static int firstWrong(StringBuilder text, boolean url) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      boolean valid =
          c < 0x80 && (Character.isLetterOrDigit(c) || (url ? "-_" : "+/").indexOf(c) >= 0);
      if (!valid && c == '=') {
        int place = i % 4;
        if (place < 2) {
          return i;
        }
        if (place == 2 && (i + 1 >= length || text.charAt(i + 1) != '=')) {
          return i + 1 >= length ? length : i + 1;
        }
        int end = i + (place == 2 ? 2 : 1);
        return end < length ? end : -1;
      }
      if (!valid) {
        return i;
      }
    }
    return length % 4 == 0 ? -1 : length - length % 4;
  }

  static String hash(String algorithm, String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance(algorithm).digest(GoText.bytes(text)));
    } catch (GeneralSecurityException lacking) {
      throw new IllegalStateException(lacking);
    }
  }

  private static String hmac(String message, String key) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      var bytes = GoText.bytes(key);
      // Java takes no empty key; zeros fill a short one anyway.
      mac.init(new SecretKeySpec(bytes.length == 0 ? new byte[1] : bytes, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(GoText.bytes(message)));
    } catch (GeneralSecurityException lacking) {
      throw new IllegalStateException(lacking);
    }
  }

  /** An empty text is an empty map. */
  private static Value parseJson(String text) throws FunctionException {
    return text.isEmpty() ? MapValue.ofAny() : json(text);
  }

  static Value json(String text) throws FunctionException {
    try {
      return value(JsonReader.readWhole(GoText.bytes(text)));
    } catch (DecodeException wrong) {
      throw new FunctionException(literalCutOff(text, String.valueOf(wrong.getMessage())));
    }
  }

  private static final String NUMBER_START = "(?:^|[\\s:\\[,])-?";

  /** Numbers that are cut off, and what Go says of the blank behind them. */
  private static final Map<Pattern, String> NUMBERS =
      Map.of(
          Pattern.compile("(?:^|[\\s:\\[,])-$"), "in numeric literal",
          Pattern.compile(NUMBER_START + "\\d+\\.$"), "after decimal point in numeric literal",
          Pattern.compile(NUMBER_START + "\\d+(?:\\.\\d+)?[eE][+-]?$"),
              "in exponent of numeric literal");

  /** Go's decoder feeds itself a blank at the end, which what is cut off does not like. */
  private static String literalCutOff(String text, String message) {
    if (!message.equals("unexpected end of JSON input")) {
      return message;
    }
    for (var each : NUMBERS.entrySet()) {
      if (each.getKey().matcher(text).find()) {
        return "invalid character ' ' " + each.getValue();
      }
    }
    for (var word : List.of("true", "false", "null")) {
      for (int i = 1; i < word.length(); i++) {
        boolean cut = text.endsWith(word.substring(0, i));
        boolean begins =
            cut
                && (text.length() == i
                    || " \t\n:[,".indexOf(text.charAt(text.length() - i - 1)) >= 0);
        if (begins) {
          return "invalid character ' ' in literal %s (expecting '%c')"
              .formatted(word, word.charAt(i));
        }
      }
    }
    return message;
  }

  private static Value value(JsonValue json) throws FunctionException {
    return switch (json) {
      case JsonValue.Null() -> Values.NIL;
      case JsonValue.Bool(boolean flag) -> Values.bool(flag);
      case JsonValue.Str(String text) -> Values.text(text);
      case JsonValue.Num(String text) -> {
        double number = Double.parseDouble(text);
        if (Double.isInfinite(number)) {
          throw new FunctionException(
              "json: cannot unmarshal number " + text + " into Go value of type float64");
        }
        yield new Value.Real(number);
      }
      case JsonValue.Arr(List<JsonValue> elements) -> {
        var list = new ArrayList<Value>(elements.size());
        for (var element : elements) {
          list.add(value(element));
        }
        yield ListValue.of(list);
      }
      case JsonValue.Obj(var members) -> {
        var map = MapValue.ofAny();
        for (var member : members.entrySet()) {
          map.put(member.getKey(), value(member.getValue()));
        }
        yield map;
      }
    };
  }
}
