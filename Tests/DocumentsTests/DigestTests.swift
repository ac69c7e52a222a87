/// SHA-256 by its published examples (FIPS 180-4; NIST, "SHA-2 example values"), and Python's JSON.
import Documents
import Testing

@Test(arguments: [
  ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
  ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  (
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
  ),
  (
    String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
  ),
])
func digestsAreThePublishedOnes(text: String, digest: String) {
  #expect(SHA256.hexadecimal(of: Array(text.utf8)) == digest)
}

/// Expected: Python 3.11, `json.dumps`.
@Test func jsonIsWrittenAsPythonWritesIt() throws {
  let text = "{\"a\":[1.50,1E5,true,null],\"b\":\"é\u{2028}\u{1F600}\\n\\\"\"}"
  #expect(
    try DocumentReader.read(text).pythonJSON
      == #"{"a": [1.5, 100000.0, true, null], "b": "\u00e9\u2028\ud83d\ude00\n\""}"#)
}
