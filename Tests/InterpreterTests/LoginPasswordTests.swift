/// `aws ecr get-login-password` at the prompt: the part of the token behind `AWS:`, alone on a line.
import Documents
import Testing

@testable import Interpreter

@Test func theLoginPasswordIsTheOneOfTheToken() throws {
  let session = try makeSession()
  let password = session.out("aws ecr get-login-password").dropLast()
  #expect(!password.isEmpty && !password.contains("\n"))
  let token = session.out(
    "aws ecr get-authorization-token --query 'authorizationData[0].authorizationToken' --output text")
  let pair = String(decoding: try #require(Base64.decoded(String(token.dropLast()))), as: UTF8.self)
  #expect(pair.hasPrefix("AWS:"))
  #expect(session.run("aws ecr get-login-password --registry 1").exitCode == 252)
  #expect(session.out("aws ecr get-login-password help").contains("--password-stdin"))
}
