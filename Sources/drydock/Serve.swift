/// `drydock serve`: the AWS endpoint on loopback.
///
/// In: options. Out: the address on standard output, then answers to AWS clients until SIGTERM or SIGINT; a second signal
/// ends at once.
import ArgumentParser
import Shell
import WireServer
import Workspace

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Answer AWS clients over HTTP, on 127.0.0.1 alone.",
    discussion: """
      Point any AWS client at it: aws --endpoint-url http://127.0.0.1:8733 ecs list-clusters. Without --sandbox the \
      world is thrown away at the end, and its clock starts at the present. POST /_drydock/advance?seconds=N moves \
      time on, POST /_drydock/reset begins again, GET /_drydock/clock shows the time; with --per-key, ?key=ACCESSKEY \
      means one world.
      """)
  @OptionGroup var options: Drydock.Options
  @Option(help: ArgumentHelp("The port to listen on; 0 for any that is free.", valueName: "number"))
  var port: UInt16 = WireServer.usualPort
  @Option(help: ArgumentHelp("Simulated seconds in a second; 0: time moves only when told to.", valueName: "number"))
  var speed: Double = 1
  @Flag(help: "Each access key has a world of its own.")
  var perKey = false
  @Flag(help: "Hold calls to AWS's published rates (ThrottlingException).")
  var throttle = false

  func validate() throws {
    guard speed.isFinite, (0...1_000_000).contains(speed) else {
      throw ValidationError("--speed is a number from 0 to 1000000.")
    }
    guard !(options.fresh && options.sandbox != nil) else {
      throw ValidationError("--fresh is a throw-away world; leave out --sandbox, or --fresh.")
    }
  }

  func run() throws {
    // Before there is a second thread, so that none takes a signal for itself.
    var signals = Self.set(of: Self.caught)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    do {
      let server = try WireServer(worldOptions(), port: port)
      Standard.output(greeting(server))
      Task {
        let code: Int32
        do throws(WireServerError) {
          try await server.run()
          code = 0
        } catch {
          Standard.error("drydock: \(error.message)\n")
          code = 1
        }
        end(code)
      }
      Self.heedSignals(server)
    } catch let error as WireServerError {
      Standard.error("drydock: \(error.message)\n")
    } catch let error as WorkspaceError {
      Standard.error("drydock: \(error.message)\n")
    }
    throw ExitCode(1)
  }

  private func worldOptions() throws -> WorldOptions {
    let program = Program(options)
    var wanted = WorldOptions(
      sandbox: options.sandbox, seed: options.seed, profile: program.profile, speed: speed, isPerKey: perKey,
      throttles: throttle)
    if let name = options.fixture { wanted.fixture = try Desk.fixture(name, of: program.findCourse().0) }
    if options.sandbox != nil {
      wanted.store = .directory(try DataFolder.locate(option: options.data, environment: program.environment))
    }
    return wanted
  }

  private func greeting(_ server: WireServer) -> String {
    let address = "http://127.0.0.1:\(server.port)"
    let world = options.sandbox.map { "the sandbox \($0)" } ?? "a throw-away world"
    return """
      Drydock answers for \(world) at \(address) (Ctrl-C ends)
      Try: aws --endpoint-url \(address) ecs list-clusters

      """
  }

  /// Blocked in every thread, they wait for the one that asks for them.
  private static let caught = [SIGTERM, SIGINT]

  /// The first signal lets what has begun finish; the second ends at once.
  private static func heedSignals(_ server: WireServer) -> Never {
    var (signals, number) = (set(of: caught), Int32(0))
    sigwait(&signals, &number)
    server.stop()
    sigwait(&signals, &number)
    signal(number, SIG_DFL)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    raise(number)
    end(128 + number)
  }

  private static func set(of numbers: [Int32]) -> sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in numbers { sigaddset(&signals, number) }
    return signals
  }
}

/// Outside the command, whose own `exit` prints errors.
private func end(_ code: Int32) -> Never { exit(code) }
