package praetor.template.func;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import praetor.template.lang.Function;
import praetor.template.lang.FunctionException;
import praetor.template.lang.GoText;
import praetor.template.lang.Param;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/** sprig's functions for passwords, keys and chance. */
final class SprigSecrets {
  private static final String SEED = "com.lyndir.masterpassword";

  /** Source: the master password algorithm 2, as documented by its author. */
  private static final Map<String, List<String>> TEMPLATES =
      Map.of(
          "maximum",
          List.of("anoxxxxxxxxxxxxxxxxx", "axxxxxxxxxxxxxxxxxno"),
          "long",
          List.of(
              "CvcvnoCvcvCvcv",
              "CvcvCvcvnoCvcv",
              "CvcvCvcvCvcvno",
              "CvccnoCvcvCvcv",
              "CvccCvcvnoCvcv",
              "CvccCvcvCvcvno",
              "CvcvnoCvccCvcv",
              "CvcvCvccnoCvcv",
              "CvcvCvccCvcvno",
              "CvcvnoCvcvCvcc",
              "CvcvCvcvnoCvcc",
              "CvcvCvcvCvccno",
              "CvccnoCvccCvcv",
              "CvccCvccnoCvcv",
              "CvccCvccCvcvno",
              "CvcvnoCvccCvcc",
              "CvcvCvccnoCvcc",
              "CvcvCvccCvccno",
              "CvccnoCvcvCvcc",
              "CvccCvcvnoCvcc",
              "CvccCvcvCvccno"),
          "medium",
          List.of("CvcnoCvc", "CvcCvcno"),
          "short",
          List.of("Cvcn"),
          "basic",
          List.of("aaanaaan", "aannaaan", "aaannaaa"),
          "pin",
          List.of("nnnn"));

  private static final Map<Character, String> CHARACTERS =
      Map.of(
          'V', "AEIOU",
          'C', "BCDFGHJKLMNPQRSTVWXYZ",
          'v', "aeiou",
          'c', "bcdfghjklmnpqrstvwxyz",
          'A', "AEIOUBCDFGHJKLMNPQRSTVWXYZ",
          'a', "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz",
          'n', "0123456789",
          'o', "@&%?,=[]_:-+*$#!'^~;()/.",
          'x', "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()");

  private final Surroundings surroundings;

  private SprigSecrets(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  static List<Function> all(Surroundings surroundings) {
    var secrets = new SprigSecrets(surroundings);
    var all = new ArrayList<Function>();
    all.add(Texts.one("bcrypt", secrets::bcrypt));
    all.add(Texts.two("htpasswd", (user, password) -> user + ":" + secrets.bcrypt(password)));
    all.add(
        Function.of(
            "derivePassword",
            secrets::derive,
            Param.UINT64,
            Param.STRING,
            Param.STRING,
            Param.STRING,
            Param.STRING));
    all.add(Function.of("encryptAES", secrets::encrypt, Param.STRING, Param.STRING));
    all.add(Function.of("decryptAES", secrets::decrypt, Param.STRING, Param.STRING));
    all.add(Function.of("genPrivateKey", args -> privateKey(Args.text(args, 0)), Param.STRING));
    all.add(Texts.one("shuffle", secrets::shuffled));
    all.add(Function.of("randInt", secrets::randInt, Param.INT, Param.INT));
    for (var name :
        List.of(
            "genCA",
            "genCAWithKey",
            "genSelfSignedCert",
            "genSelfSignedCertWithKey",
            "genSignedCert",
            "genSignedCertWithKey",
            "buildCustomCert")) {
      all.add(certificate(name));
    }
    return all;
  }

  /** A file that changes at each run is no place for a new certificate. */
  private static Function certificate(String name) {
    return Function.open(
        name,
        _ -> {
          throw new FunctionException(
              "Praetor's templates make no certificates: use \"praetor tls\" and the function file");
        },
        Param.ANY);
  }

  private byte[] random(int count) {
    var bytes = new byte[count];
    surroundings.random().nextBytes(bytes);
    return bytes;
  }

  private String bcrypt(String password) {
    return Bcrypt.hash(GoText.bytes(password), random(16));
  }

  private Value derive(List<Value> args) throws FunctionException {
    var kind = Args.text(args, 1);
    var templates = TEMPLATES.get(kind);
    if (templates == null) {
      return Values.text("cannot find password template " + kind);
    }
    var key =
        Scrypt.key(GoText.bytes(Args.text(args, 2)), sized(Args.text(args, 3)), 32_768, 8, 2, 64);
    var site = sized(Args.text(args, 4));
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(site);
      var seed = mac.doFinal(ByteBuffer.allocate(4).putInt((int) Args.number(args, 0)).array());
      var template = templates.get((seed[0] & 0xff) % templates.size());
      var password = new StringBuilder();
      for (int i = 0; i < template.length(); i++) {
        var some = CHARACTERS.getOrDefault(template.charAt(i), "");
        password.append(some.charAt((seed[i + 1] & 0xff) % some.length()));
      }
      return Values.text(password.toString());
    } catch (GeneralSecurityException lacking) {
      throw new FunctionException(String.valueOf(lacking.getMessage()));
    }
  }

  private static byte[] sized(String text) {
    var seed = GoText.bytes(SEED);
    var bytes = GoText.bytes(text);
    return ByteBuffer.allocate(seed.length + 4 + bytes.length)
        .put(seed)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  private static Cipher cipher(int mode, String password, byte[] iv)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    var key = MessageDigest.getInstance("SHA-256").digest(GoText.bytes(password));
    cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
    return cipher;
  }

  private Value encrypt(List<Value> args) throws FunctionException {
    try {
      var iv = random(16);
      var secret =
          cipher(Cipher.ENCRYPT_MODE, Args.text(args, 0), iv)
              .doFinal(GoText.bytes(Args.text(args, 1)));
      var all = ByteBuffer.allocate(iv.length + secret.length).put(iv).put(secret).array();
      return Values.text(Base64.getEncoder().encodeToString(all));
    } catch (GeneralSecurityException failed) {
      throw new FunctionException(String.valueOf(failed.getMessage()));
    }
  }

  private Value decrypt(List<Value> args) throws FunctionException {
    try {
      var all = GoText.bytes(Codings.decode(Args.text(args, 1), false));
      if (all.length < 32) {
        throw new FunctionException("ciphertext is too short");
      }
      var cipher = cipher(Cipher.DECRYPT_MODE, Args.text(args, 0), Arrays.copyOf(all, 16));
      return Values.text(GoText.of(cipher.doFinal(all, 16, all.length - 16)));
    } catch (GeneralSecurityException failed) {
      throw new FunctionException(String.valueOf(failed.getMessage()));
    }
  }

  private static Value privateKey(String kind) throws FunctionException {
    try {
      var generator =
          switch (kind) {
            case "", "rsa" -> {
              var rsa = KeyPairGenerator.getInstance("RSA");
              rsa.initialize(4_096);
              yield rsa;
            }
            case "ecdsa" -> {
              var ec = KeyPairGenerator.getInstance("EC");
              ec.initialize(new ECGenParameterSpec("secp256r1"));
              yield ec;
            }
            case "ed25519" -> KeyPairGenerator.getInstance("Ed25519");
            default -> throw new FunctionException("Unknown type " + kind);
          };
      var key = generator.generateKeyPair().getPrivate().getEncoded();
      var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
      return Values.text("-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n");
    } catch (GeneralSecurityException lacking) {
      throw new FunctionException(String.valueOf(lacking.getMessage()));
    }
  }

  private String shuffled(String text) {
    int[] points = text.codePoints().toArray();
    for (int i = points.length - 1; i > 0; i--) {
      int other = surroundings.random().nextInt(i + 1);
      int point = points[i];
      points[i] = points[other];
      points[other] = point;
    }
    return new String(points, 0, points.length);
  }

  private Value randInt(List<Value> args) throws FunctionException {
    long least = Args.number(args, 0);
    long beyond = Args.number(args, 1);
    if (beyond <= least) {
      throw new FunctionException("invalid argument to Intn");
    }
    return Values.integer(surroundings.random().nextLong(least, beyond));
  }
}
