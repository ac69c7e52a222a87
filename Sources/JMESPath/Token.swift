/// One token of an expression.
///
/// The kinds' names are jmespath.py's, since its messages show them.
import Documents

struct Token: Sendable {
  enum Kind: String, Sendable {
    case dot, star, rbracket, comma, colon, current, lparen, rparen, lbrace, rbrace, lbracket, flatten, filter
    case pipe, or, and, expref, eq, ne, lt, lte, gt, gte, not, number, literal, eof
    case unquotedIdentifier = "unquoted_identifier"
    case quotedIdentifier = "quoted_identifier"

    /// How tightly the kind binds to what stands before it; 0 ends an expression.
    var bindingPower: Int {
      switch self {
      case .eof, .unquotedIdentifier, .quotedIdentifier, .literal, .rbracket, .rparen, .comma, .rbrace, .number,
        .current, .expref, .colon:
        0
      case .pipe: 1
      case .or: 2
      case .and: 3
      case .eq, .ne, .lt, .lte, .gt, .gte: 5
      case .flatten: 9
      case .star: 20
      case .filter: 21
      case .dot: 40
      case .not: 45
      case .lbrace: 50
      case .lbracket: 55
      case .lparen: 60
      }
    }
  }

  let kind: Kind
  /// The decoded identifier, the literal's value, the number; otherwise the token's own text as a string.
  let value: Document
  /// Unicode scalars before it.
  let start: Int
}
