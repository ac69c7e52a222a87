/// How text looks on a terminal: weight, slant, line and one of sixteen colours.
///
/// In: names, combined like a set: `[.bold, .red]`. Out: the parameters of one escape sequence. Never decides whether
/// colour is wanted; `ColourChoice` does.
/// Source: ECMA-48 (fifth edition), section 8.3.117, SGR; the bright colours are the common extension 90 to 107.
package struct Style: Hashable, Sendable, ExpressibleByArrayLiteral {
  package enum Colour: Int, Hashable, Sendable, CaseIterable {
    case black, red, green, yellow, blue, magenta, cyan, white
    case brightBlack, brightRed, brightGreen, brightYellow, brightBlue, brightMagenta, brightCyan, brightWhite
  }

  package var isBold = false
  package var isDim = false
  package var isItalic = false
  package var isUnderlined = false
  package var isInverse = false
  package var colour: Colour?
  package var background: Colour?

  package init() {}
  package init(colour: Colour) { self.colour = colour }
  package init(background: Colour) { self.background = background }
  /// The styles laid over one another; of two colours the later counts.
  package init(arrayLiteral styles: Style...) { self = styles.reduce(Style()) { $0.union($1) } }

  package func union(_ over: Style) -> Style {
    var result = self
    result.isBold = isBold || over.isBold
    result.isDim = isDim || over.isDim
    result.isItalic = isItalic || over.isItalic
    result.isUnderlined = isUnderlined || over.isUnderlined
    result.isInverse = isInverse || over.isInverse
    result.colour = over.colour ?? colour
    result.background = over.background ?? background
    return result
  }

  /// The parameters between `ESC [` and `m`, empty for plain text.
  package var parameters: String {
    var numbers: [Int] = []
    if isBold { numbers.append(1) }
    if isDim { numbers.append(2) }
    if isItalic { numbers.append(3) }
    if isUnderlined { numbers.append(4) }
    if isInverse { numbers.append(7) }
    if let colour { numbers.append(colour.rawValue + (colour.rawValue < 8 ? 30 : 82)) }
    if let background { numbers.append(background.rawValue + (background.rawValue < 8 ? 40 : 92)) }
    return numbers.map(String.init).joined(separator: ";")
  }
}

extension Style {
  private init(_ change: (inout Style) -> Void) {
    self.init()
    change(&self)
  }

  package static let plain = Style()
  package static let bold = Style { $0.isBold = true }
  package static let dim = Style { $0.isDim = true }
  package static let italic = Style { $0.isItalic = true }
  package static let underline = Style { $0.isUnderlined = true }
  package static let inverse = Style { $0.isInverse = true }
  package static let black = Style(colour: .black)
  package static let red = Style(colour: .red)
  package static let green = Style(colour: .green)
  package static let yellow = Style(colour: .yellow)
  package static let blue = Style(colour: .blue)
  package static let magenta = Style(colour: .magenta)
  package static let cyan = Style(colour: .cyan)
  package static let white = Style(colour: .white)
  package static let brightBlack = Style(colour: .brightBlack)
  package static let brightRed = Style(colour: .brightRed)
  package static let brightGreen = Style(colour: .brightGreen)
  package static let brightYellow = Style(colour: .brightYellow)
  package static let brightBlue = Style(colour: .brightBlue)
  package static let brightMagenta = Style(colour: .brightMagenta)
  package static let brightCyan = Style(colour: .brightCyan)
  package static let brightWhite = Style(colour: .brightWhite)
}

/// Whether output is coloured.
///
/// Source: no-color.org: a `NO_COLOR` that is set and not empty switches colour off.
package enum ColourChoice: Hashable, Sendable {
  case automatic, always, never

  /// - Parameter environment: the variables `NO_COLOR` and `TERM` where they are set.
  package func wantsColour(isTerminal: Bool, environment: [String: String]) -> Bool {
    switch self {
    case .always: true
    case .never: false
    case .automatic: isTerminal && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }
  }
}
