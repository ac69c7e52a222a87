/// The files that every container has, as far as they say something about it.
///
/// In: a container's inside, its Region, paths. Out: listings and contents. An image's own files are not known and not
/// invented. Source of the lines that Service Connect adds: AWS Copilot, "AWS Copilot v1.24", "Verify that it works".
import Cloud

struct ContainerFiles {
  /// What stands in each directory.
  static let directories: [String: [String]] = [
    "/": [
      "bin", "dev", "etc", "home", "lib", "managed-agents", "proc", "root", "run", "sbin", "sys", "tmp", "usr", "var",
    ],
    "/bin": [], "/dev": ["null"], "/etc": ["hostname", "hosts", "passwd"], "/home": [], "/lib": [],
    "/managed-agents": ["execute-command"], "/managed-agents/execute-command": [], "/proc": ["1"],
    "/proc/1": ["cmdline", "environ"], "/root": [], "/run": [], "/sbin": [], "/sys": [], "/tmp": [], "/usr": [],
    "/var": [],
  ]
  private let files: [String: String]

  init(_ inside: ContainerInside, in region: Region) {
    let domain = region.name == "us-east-1" ? "ec2.internal" : "\(region.name).compute.internal"
    let address = inside.address.map { "\($0) ip-\($0.split(separator: ".").joined(separator: "-")).\(domain)\n" }
    let names = region.serviceConnectNames(in: inside.task).enumerated().map { index, name in
      Self.hosts(of: name, number: index + 1)
    }
    files = [
      "/etc/hostname": inside.hostName + "\n", "/etc/hosts": "127.0.0.1 localhost\n" + (address ?? "") + names.joined(),
      "/etc/passwd": "root:x:0:0:root:/root:/bin/sh\n", "/dev/null": "",
      "/proc/1/cmdline": inside.process.joined(separator: "\0") + "\0",
      "/proc/1/environ": inside.environment.map { "\($0.name)=\($0.value)\0" }.joined(),
    ]
  }

  /// A name of Service Connect leads to addresses of the proxy beside the container.
  private static func hosts(of name: String, number: Int) -> String {
    "127.255.\(number / 256).\(number % 256) \(name)\n2600:f0f0:0:0:0:0:0:\(String(number, radix: 16)) \(name)\n"
  }

  /// A path from the root on, without `.` and `..`.
  static func absolute(_ path: String, in directory: String) -> String {
    var parts: [Substring] = path.hasPrefix("/") ? [] : directory.split(separator: "/")
    for part in path.split(separator: "/") {
      switch part {
      case ".": break
      case "..": _ = parts.popLast()
      case "~" where parts.isEmpty: parts = ["root"]
      default: parts.append(part)
      }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// Paths that begin with what is typed, directories with a `/` at their end.
  func paths(beginningWith typed: String, in directory: String) -> [String] {
    let kept = typed.lastIndex(of: "/").map { typed[...$0] } ?? ""
    let place = Self.absolute(kept.isEmpty ? "." : String(kept), in: directory)
    let base = place == "/" ? "" : place
    return (Self.directories[place] ?? []).map { kept + $0 + (Self.directories[base + "/" + $0] == nil ? "" : "/") }
      .filter { $0.hasPrefix(typed) }
  }

  func cat(_ paths: [String], in directory: String) -> CommandOutput {
    var output = CommandOutput()
    for path in paths {
      let place = Self.absolute(path, in: directory)
      if let text = files[place] {
        output.standardOutput += text
      } else {
        let isDirectory = Self.directories[place] != nil
        output.standardError +=
          isDirectory
          ? "cat: read error: Is a directory\n" : "cat: can't open '\(path)': No such file or directory\n"
        output.exitCode = 1
      }
    }
    return output
  }

  func list(_ arguments: [String], in directory: String) -> CommandOutput {
    let flags = Set(arguments.filter { $0.hasPrefix("-") }.flatMap { $0.dropFirst() })
    let paths = arguments.filter { !$0.hasPrefix("-") }
    var output = CommandOutput()
    for path in paths.isEmpty ? ["."] : paths {
      let place = Self.absolute(path, in: directory)
      if paths.count > 1 { output.standardOutput += (output.standardOutput.isEmpty ? "" : "\n") + "\(path):\n" }
      if let names = Self.directories[place] {
        let hidden = flags.contains("a") ? [".", ".."] : []
        let base = place == "/" ? "" : place
        output.standardOutput += (hidden + names).map { line($0, base + "/" + $0, isLong: flags.contains("l")) }
          .joined()
      } else if files[place] != nil {
        output.standardOutput += line(path, place, isLong: flags.contains("l"))
      } else {
        output.standardError += "ls: \(path): No such file or directory\n"
        output.exitCode = 1
      }
    }
    return output
  }

  private func line(_ name: String, _ place: String, isLong: Bool) -> String {
    guard isLong else { return name + "\n" }
    let size = "\(files[place]?.utf8.count ?? 4096)"
    let padding = String(repeating: " ", count: max(0, 9 - size.count))
    return (files[place] == nil ? "drwxr-xr-x" : "-rw-r--r--") + "    1 root     root     \(padding)\(size) \(name)\n"
  }
}
