import Documents
import SimulationKit
import Testing

/// Whatever is written reads back the same; whatever is read never traps.
@Suite struct ReadingPropertyTests {
  @Test func randomDocumentsRoundTrip() throws {
    var stream = SeededStream(seed: 1)
    for _ in 0..<400 {
      let document = randomDocument(depth: 6, &stream)
      #expect(try DocumentReader.read(document.written(.compact)) == document)
      #expect(try DocumentReader.read(document.written(.awsCLI)).hasSameValue(as: document))
    }
  }

  @Test func randomBytesNeverTrap() {
    var stream = SeededStream(seed: 2)
    let likely = Array("{}[]\":,0123456789eE+-.\\ubtrfalsn \n\t".utf8)
    for _ in 0..<4_000 {
      let bytes = (0..<stream.number(in: 0...40)).map { _ in
        stream.number(in: 0...9) == 0 ? UInt8(stream.number(in: 0...255)) : stream.element(of: likely) ?? 0
      }
      do { _ = try DocumentReader.read(bytes: bytes) } catch {
        #expect(error.offset <= bytes.count && error.line >= 1 && error.column >= 1)
      }
    }
  }

  @Test func everyPrefixOfAGoodDocumentIsRefused() throws {
    let text = #"{"a":[1.5e3,true,null,"\u00e9\n"],"b":{"c":-12}}"#
    _ = try DocumentReader.read(text)
    for length in 0..<text.utf8.count {
      #expect(throws: DocumentReadError.self) { try DocumentReader.read(String(text.prefix(length))) }
    }
  }

  private func randomDocument(depth: Int, _ stream: inout SeededStream) -> Document {
    switch stream.number(in: depth > 0 ? 0...7 : 0...5) {
    case 0: return .null
    case 1: return .boolean(stream.number(in: 0...1) == 1)
    case 2: return .integer(Int(truncatingIfNeeded: stream.next()))
    case 3:
      let value = Double(bitPattern: stream.next())
      return value.isFinite ? .decimal(.init(value)) : .integer(0)
    case 4, 5: return .string(randomText(&stream))
    case 6: return .list((0..<stream.number(in: 0...5)).map { _ in randomDocument(depth: depth - 1, &stream) })
    default:
      var object = Document.Object()
      for _ in 0..<stream.number(in: 0...5) { object[randomText(&stream)] = randomDocument(depth: depth - 1, &stream) }
      return .object(object)
    }
  }

  private func randomText(_ stream: inout SeededStream) -> String {
    var text = ""
    for _ in 0..<stream.number(in: 0...8) {
      let ceiling: UInt32 = stream.number(in: 0...1) == 0 ? 0x7F : 0x1FFFF
      if let scalar = Unicode.Scalar(UInt32(stream.number(in: 0...Int(ceiling)))) { text.unicodeScalars.append(scalar) }
    }
    return text
  }
}
