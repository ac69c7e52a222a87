/// CBOR as newer AWS SDKs send it. Expected values are the examples of RFC 8949, appendix A.
import Cloud
import CloudAPI
import Documents
import ServiceModels
import SimulationKit
import Testing

@testable import WireServer

/// Hexadecimal digits as bytes.
private func bytes(_ hexadecimal: String) -> [UInt8] {
  let digits = Array(hexadecimal)
  return stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
}

@Suite struct CBORReaderTests {
  @Test(arguments: [
    ("00", "0"), ("17", "23"), ("1818", "24"), ("1864", "100"), ("1903e8", "1000"), ("1a000f4240", "1000000"),
    ("1b000000e8d4a51000", "1000000000000"), ("1bffffffffffffffff", "18446744073709551615"), ("20", "-1"),
    ("3863", "-100"), ("3bffffffffffffffff", "-18446744073709551616"), ("f93c00", "1.0"), ("f93e00", "1.5"),
    ("f97bff", "65504.0"), ("f98000", "-0.0"), ("f9c400", "-4.0"), ("fa47c35000", "100000.0"),
    ("fb3ff199999999999a", "1.1"), ("f4", "false"), ("f5", "true"), ("f6", "null"), ("f7", "null"),
    ("c11a514b67b0", "1363896240"), ("c1fb41d452d9ec200000", "1363896240.5"), ("4401020304", #""AQIDBA==""#),
    ("60", #""""#), ("6449455446", #""IETF""#), ("62c3bc", #""ü""#), ("80", "[]"), ("83010203", "[1,2,3]"),
    ("8301820203820405", "[1,[2,3],[4,5]]"), ("a26161016162820203", #"{"a":1,"b":[2,3]}"#),
    ("5f42010243030405ff", #""AQIDBAU=""#), ("7f657374726561646d696e67ff", #""streaming""#), ("9fff", "[]"),
    ("9f018202039f0405ffff", "[1,[2,3],[4,5]]"), ("bf61610161629f0203ffff", #"{"a":1,"b":[2,3]}"#),
  ])
  func itemsAreRead(hexadecimal: String, json: String) throws {
    #expect(try CBORReader.read(bytes(hexadecimal)).written() == json)
  }

  @Test func theSmallestHalfIsRead() throws {
    // 2 to the power of -24.
    #expect(try CBORReader.read(bytes("f90001")).double == 5.960464477539063e-8)
  }

  @Test(arguments: [
    ("", "the CBOR item is cut off"), ("18", "the CBOR item is cut off"), ("6461", "the CBOR item is cut off"),
    ("8101ff", "the CBOR item ends before the body does"), ("1c", "no CBOR item begins with the byte 28"),
    ("ff", "a CBOR break stands where nothing ends"), ("62c328", "a CBOR text is not UTF-8"),
    ("f97c00", "inf is no number that can be used"), ("fb7ff8000000000000", "nan is no number that can be used"),
    ("a1010203", "a name in a CBOR map is a text"), ("a2616101616102", #""a" stands twice in a CBOR map"#),
    ("c249010000000000000000", "the CBOR tag 2 is not expected here"), ("c16161", "a moment in CBOR is a number"),
    ("7f4101ff", "a CBOR string has pieces of another kind"), ("9bffffffffffffffff01", "the CBOR item is cut off"),
    ("5bffffffffffffffff01", "the CBOR item is cut off"), ("e0", "the CBOR simple value 0 is not expected here"),
  ])
  func whatIsNoItemIsRefused(hexadecimal: String, message: String) {
    #expect(throws: ServiceFailure("SerializationException", message)) { try CBORReader.read(bytes(hexadecimal)) }
  }

  @Test func depthIsBounded() {
    let nested = [UInt8](repeating: 0x81, count: 100_000)
    #expect(throws: ServiceFailure("SerializationException", "more than 128 CBOR items inside one another")) {
      try CBORReader.read(nested)
    }
  }

  /// Random bytes, and random changes of a request: an answer or a refusal, never a trap.
  @Test(arguments: 1...200)
  func nothingTraps(seed: UInt64) {
    var chance = SeededStream(seed: seed)
    var writer = CBORWriter(model: nil)
    writer.write(
      ["AlarmNames": ["a", "b"], "MaxRecords": 10, "Deep": ["x": [1, .decimal(Document.Decimal(2.5)), .null, true]]],
      as: nil)
    for _ in 0..<50 {
      var mutated = writer.bytes
      for _ in 0...chance.number(in: 0...4) {
        mutated[chance.number(in: 0...mutated.count - 1)] = UInt8(chance.number(in: 0...255))
      }
      _ = try? CBORReader.read(mutated)
      _ = try? CBORReader.read((0..<chance.number(in: 0...40)).map { _ in UInt8(chance.number(in: 0...255)) })
    }
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let document: Document.Object = [
      "text": "harbor", "long": .string(String(repeating: "x", count: 300)), "small": -1, "large": .integer(.max),
      "smallest": .integer(.min), "half": .decimal(Document.Decimal(0.5)), "nothing": .null, "flag": false,
      "list": [1, ["inner": []], 70_000], "map": ["a": 256],
    ]
    var writer = CBORWriter(model: nil)
    writer.write(document, as: nil)
    #expect(try CBORReader.read(writer.bytes) == .object(document))
  }
}

@Suite struct CBORWireTests {
  private let wire = CBORWire(path: "/service/GraniteServiceVersion20100801/operation/DescribeAlarms")

  @Test func thePathNamesServiceAndOperation() throws {
    let call = try wire.call(HTTPRequest(body: bytes("a16a4d61785265636f7264730a")), scope: nil)
    #expect(call.request.service == "cloudwatch")
    #expect(call.request.operation == "DescribeAlarms")
    #expect(call.request.input == ["MaxRecords": 10])
  }

  @Test(arguments: ["/", "/service/Nobody/operation/X", "/service/GraniteServiceVersion20100801/DescribeAlarms"])
  func aPathWithoutAServiceIsRefused(path: String) {
    let message = "\(Document.quoted(path)) names no service that is known here."
    #expect(throws: ServiceFailure("UnknownOperationException", message)) {
      try CBORWire(path: path).call(HTTPRequest(path: path), scope: nil)
    }
  }

  @Test func aMomentIsATaggedNumberAndAThresholdAFloat() {
    let reply = ServiceReply.success([
      "MetricAlarms": [["AlarmConfigurationUpdatedTimestamp": 1_363_896_240, "Threshold": 1]]
    ])
    let body = wire.response(reply, requestID: "r").body
    // The tag 1 before the number, and the float 1.0 (RFC 8949, appendix A).
    #expect(body.suffix(9) == bytes("fb3ff0000000000000")[...])
    #expect(String(decoding: body, as: UTF8.self).contains("AlarmConfigurationUpdatedTimestamp"))
    #expect(body.indices.contains { body[$0...].starts(with: bytes("c11a514b67b0")) })
  }

  @Test func anErrorNamesItsTypeAndItsOlderCode() throws {
    let response = wire.response(.failure(ServiceFailure("ResourceNotFound", "no alarm")), requestID: "r")
    #expect(response.status == 400)
    #expect(response.contentType == "application/cbor")
    #expect(
      try CBORReader.read(response.body)
        == ["__type": "com.amazonaws.cloudwatch#ResourceNotFound", "message": "no alarm"])
    #expect(response.fields.contains(.init(name: "x-amzn-query-error", value: "ResourceNotFound;Sender")))
    #expect(response.fields.contains(.init(name: "smithy-protocol", value: "rpc-v2-cbor")))
  }
}
