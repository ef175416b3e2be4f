package praetor.model.hcl;

/**
 * A word of HCL.
 *
 * @param text as written; for STRING and HEREDOC its value
 */
record HclToken(Kind kind, String text, int line, int column) {

  /** Names as they appear in error texts. */
  enum Kind {
    EOF,
    IDENT,
    STRING,
    HEREDOC,
    NUMBER,
    FLOAT,
    BOOL,
    LBRACE,
    RBRACE,
    LBRACK,
    RBRACK,
    COMMA,
    ASSIGN,
    ADD,
    SUB
  }
}
