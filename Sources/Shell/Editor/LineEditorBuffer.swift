import CLibedit

/// The line in libedit's buffer: reading it, and the few ways it is changed.
///
/// In: text. Out: scalars and the cursor. Never lets the line grow beyond the configuration's limit.
extension LineEditor {
  static func scalars(from start: UnsafePointer<wchar_t>?, count: Int) -> [Unicode.Scalar] {
    guard let start, count > 0 else { return [] }
    return UnsafeBufferPointer(start: start, count: count).map {
      Unicode.Scalar(UInt32(bitPattern: $0)) ?? "\u{FFFD}"
    }
  }

  /// The characters of the line, and the cursor as an index of them.
  var buffer: (scalars: [Unicode.Scalar], cursor: Int) {
    guard let info = el_wline(handle)?.pointee, let start = info.buffer, let end = info.lastchar else { return ([], 0) }
    let scalars = LineEditor.scalars(from: start, count: max(0, end - start))
    return (scalars, min(scalars.count, max(0, (info.cursor ?? start) - start)))
  }

  /// Some of libedit's vi commands leave the cursor before the line; inserting there would write outside the buffer.
  func repairCursor() {
    guard let info = el_wline(handle)?.pointee, let start = info.buffer, let cursor = info.cursor, cursor < start
    else { return }
    el_cursor(handle, Int32(clamping: start - cursor))
  }

  var line: EditedLine {
    let (scalars, cursor) = buffer
    return EditedLine(text: String(String.UnicodeScalarView(scalars)), cursor: cursor)
  }

  /// Puts `text` at the cursor; false where the line would grow beyond the limit, and then nothing changes.
  func insert(_ text: String) -> Bool {
    guard !text.isEmpty else { return true }
    guard lengthInBytes + text.utf8.count <= configuration.lineLimitBytes else { return false }
    let store = WideStore()
    store.hold(text)
    return el_winsertstr(handle, store.start) == 0
  }

  /// The line's length in bytes of UTF-8.
  var lengthInBytes: Int { buffer.scalars.reduce(0) { $0 + UTF8.width($1) } }

  /// Puts another text in the line's place.
  func replace(with text: String, cursor: Int? = nil) {
    let (old, position) = buffer
    if text.unicodeScalars.isEmpty {
      el_cursor(handle, Int32(clamping: old.count - position))
      el_deletestr(handle, Int32(clamping: old.count))
      return
    }
    let store = WideStore()
    store.hold(text)
    el_wreplacestr(handle, store.start)
    move(to: cursor ?? text.unicodeScalars.count)
  }

  func move(to target: Int) {
    el_cursor(handle, Int32(clamping: target - buffer.cursor))
  }

  /// Removes `count` characters before the cursor.
  func deleteBefore(_ count: Int) {
    if count > 0 { el_deletestr(handle, Int32(clamping: count)) }
  }
}

extension UTF8 {
  /// How many bytes a scalar takes.
  fileprivate static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case ..<0x80: 1
    case ..<0x800: 2
    case ..<0x10000: 3
    default: 4
    }
  }
}
