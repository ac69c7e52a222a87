/// Turns what a terminal sends between the marks of a bracketed paste into text for the line.
///
/// In: raw bytes. Out: text with plain newlines. Never keeps a control character, so that a paste can neither press
/// a key nor move the cursor. Source: xterm control sequences, "Bracketed Paste Mode".
enum PastedText {
  /// Newlines of any kind become `\n`, those at the end are dropped (a paste never runs), tabs stay, other control
  /// characters go, bytes that are no UTF-8 become U+FFFD.
  static func normalised(_ bytes: some Sequence<UInt8>) -> String {
    let decoded = String(decoding: Array(bytes), as: UTF8.self)
    var scalars = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in decoded.unicodeScalars {
      if scalar == "\r" {
        scalars.append("\n")
      } else if scalar == "\n" {
        if !afterReturn { scalars.append("\n") }
      } else if scalar == "\t" || !LineText.isControl(scalar) {
        scalars.append(scalar)
      }
      afterReturn = scalar == "\r"
    }
    while scalars.last == "\n" { scalars.removeLast() }
    return String(scalars)
  }

  /// The terminal driver swaps carriage return and newline while a line is edited; this swaps them back.
  static func unswapped(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x0A: 0x0D
    case 0x0D: 0x0A
    default: byte
    }
  }
}
