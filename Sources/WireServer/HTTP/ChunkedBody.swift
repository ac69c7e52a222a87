/// Joins the chunks of a body that comes without its length.
///
/// In: bytes behind the head, as they come. Out: the body, once the last chunk and the trailers have come, or the refusal
/// after which the connection is of no use. Keeps the body alone: extensions and trailers are looked at and dropped.
/// Source: RFC 9112, section 7.1; where it allows leniency (blanks around a size, bare line feeds) this is strict.

struct ChunkedBody {
  private enum Place: Hashable {
    case size
    case data(leftBytes: Int)
    case dataEnd
    case trailers
    case end
  }

  let limits: HTTPParser.Limits
  private(set) var bytes: [UInt8] = []
  private var place = Place.size
  private var trailerBytes = 0

  init(limits: HTTPParser.Limits) { self.limits = limits }

  var isWhole: Bool { place == .end }

  /// Takes what it can from `start` on. Returns the index behind it. O(bytes taken), and the line that is being read.
  mutating func read(_ buffer: [UInt8], from start: Int) throws(HTTPRefusal) -> Int {
    var position = start
    while !isWhole {
      switch place {
      case .size:
        guard let line = try line(in: buffer, from: position) else { return position }
        position = line.upperBound + 2
        let size = try self.size(buffer[line])
        place = size == 0 ? .trailers : .data(leftBytes: size)
      case .data(let left):
        let piece = buffer[position...].prefix(left)
        bytes += piece
        position += piece.count
        place = piece.count == left ? .dataEnd : .data(leftBytes: left - piece.count)
        guard piece.count == left else { return position }
      case .dataEnd:
        guard buffer.count - position >= 2 else { return position }
        guard buffer[position...].starts(with: "\r\n".utf8) else { throw .chunk }
        position += 2
        place = .size
      case .trailers:
        guard let line = try line(in: buffer, from: position) else { return position }
        position = line.upperBound + 2
        trailerBytes += line.count
        guard trailerBytes <= limits.headBytes else { throw .headTooLong(limitBytes: limits.headBytes) }
        if line.isEmpty { place = .end } else { _ = try HTTPParser.field(buffer[line]) }
      case .end: break
      }
    }
    return position
  }

  /// Without its CRLF; nil where its end has not come.
  private func line(in buffer: [UInt8], from start: Int) throws(HTTPRefusal) -> Range<Int>? {
    let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n"))
    guard (end ?? buffer.count) - start <= limits.lineBytes else { throw .lineTooLong(limitBytes: limits.lineBytes) }
    guard let end else { return nil }
    guard end > start, buffer[end - 1] == UInt8(ascii: "\r") else { throw .chunk }
    return start..<end - 1
  }

  /// `1*HEXDIG [";" extension]`; what the extension says is of no matter here.
  private func size(_ line: ArraySlice<UInt8>) throws(HTTPRefusal) -> Int {
    let digits = line.prefix { $0 != UInt8(ascii: ";") }
    guard !digits.isEmpty, line.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }) else { throw .chunk }
    var size = 0
    for digit in digits {
      guard let value = Character(UnicodeScalar(digit)).hexDigitValue else { throw .chunk }
      size = size * 16 + value
      guard size <= limits.bodyBytes - bytes.count else { throw .bodyTooLong(limitBytes: limits.bodyBytes) }
    }
    return size
  }
}
