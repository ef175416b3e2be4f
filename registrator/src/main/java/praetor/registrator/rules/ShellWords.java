package praetor.registrator.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a line into words as a shell does: quotes, backslashes, comments; nothing is expanded. */
final class ShellWords {
  private final String line;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private ShellWords(String line) {
    this.line = line;
  }

  /** The words; empty when a quote is not closed or the line ends with a backslash. */
  static Optional<List<String>> split(String line) {
    var words = new ShellWords(line);
    return words.readAll() ? Optional.of(List.copyOf(words.words)) : Optional.empty();
  }

  private boolean readAll() {
    for (; at < line.length(); at++) {
      char c = line.charAt(at);
      if (Character.isWhitespace(c)) {
        endWord();
      } else if (c == '#' && !inWord) {
        skipComment();
      } else {
        inWord = true;
        if (!part(c)) {
          return false;
        }
      }
    }
    endWord();
    return true;
  }

  /** Takes a character, or what is quoted; false when the line ends inside. */
  private boolean part(char c) {
    return switch (c) {
      case '\'' -> quoted('\'');
      case '"' -> quoted('"');
      case '\\' -> {
        at++;
        if (at < line.length()) {
          word.append(line.charAt(at));
        }
        yield at < line.length();
      }
      default -> {
        word.append(c);
        yield true;
      }
    };
  }

  private boolean quoted(char quote) {
    for (at++; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == quote) {
        return true;
      }
      if (c == '\\' && quote == '"' && at + 1 < line.length()) {
        at++;
        word.append(line.charAt(at));
      } else {
        word.append(c);
      }
    }
    return false;
  }

  private void skipComment() {
    while (at + 1 < line.length() && line.charAt(at + 1) != '\n') {
      at++;
    }
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
