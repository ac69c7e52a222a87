/// One instant of one world, asked by many conditions: each command is asked once.
///
/// In: a world, prepared commands. Out: replies as documents. Changes nothing, and leaves no trace in a journal.
import Cloud
import Documents
import Interpreter
import Lessons

final class Moment {
  let world: World
  private let looks: LookTable
  private var replies: [String: Document?] = [:]

  init(_ world: World, _ looks: LookTable) {
    self.world = world
    self.looks = looks
  }

  /// A pattern that was not matched to its end.
  func note(_ error: PatternError) { looks.gaveUp.insert(error.message) }

  /// nil where the command cannot be asked or the service refuses it: the object is not there.
  func reply(to command: String) -> Document? {
    if let known = replies[command] { return known }
    let reply = looks.reply(to: command, in: world)
    replies[command] = .some(reply)
    return reply
  }
}

/// Prepared `run:` commands, by their text.
final class LookTable {
  private var looks: [String: Look?] = [:]
  private var known = Look.KnownCalls()
  /// What is said of patterns that were not matched to their end.
  fileprivate(set) var gaveUp: Set<String> = []

  func reply(to command: String, in world: World) -> Document? {
    guard let look = look(command) else { return nil }
    do throws(Look.Problem) {
      switch try look.ask(world, remembering: &known) {
      case .value(let document): return document
      case .failed: return nil
      }
    } catch { return nil }
  }

  private func look(_ command: String) -> Look? {
    if let known = looks[command] { return known }
    let look: Look?
    do throws(Look.Problem) { look = try Look(command) } catch { look = nil }
    looks[command] = .some(look)
    return look
  }
}
