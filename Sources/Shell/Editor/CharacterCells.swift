import CLibedit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How libedit draws one character: how many cells, and as what.
///
/// In: a scalar. Out: cells. Follows libedit, not Unicode, because the cursor must be where libedit believes it is.
/// Source: editline(3) with its wcwidth-based display: control characters as `^X`, unprintable ones as `\U+XXXX`.
enum CharacterCells {
  /// Tab and newline depend on the column and are the layout's business.
  static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x100, clibedit_is_control(scalar.value) != 0 { return 2 }
    guard clibedit_is_printable(scalar.value) != 0 else { return scalar.value > 0xFFFF ? 8 : 7 }
    return max(0, Int(clibedit_width(scalar.value)))
  }

  static func of(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + of($1) } }

  /// Takes the environment's locale, or any with UTF-8 where that has none; without one libedit loses characters.
  static func prepareLocale() {
    setlocale(LC_CTYPE, "")
    // A cell for a letter outside ASCII exists only where the locale knows it.
    for name in ["C.UTF-8", "en_US.UTF-8", "C.utf8"] where clibedit_width(0x65E5) != 2 {
      setlocale(LC_CTYPE, name)
    }
  }
}
