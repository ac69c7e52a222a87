// swift-tools-version: 6.1
// The house: every target, and exactly what each may import (Tests/HouseTests holds the sources to this table).
import PackageDescription

let package = Package(
  name: "drydock",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "drydock", targets: ["drydock"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
  ],
  targets: [
    .target(name: "CLibedit", linkerSettings: [.linkedLibrary("edit")]),
    .systemLibrary(
      name: "CCMark", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"])]),
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),

    .target(name: "Documents"),
    .target(name: "SimulationKit"),
    .target(name: "Text"),
    .target(name: "JMESPath", dependencies: ["Documents"]),
    .target(name: "ServiceModels", dependencies: ["Documents"], exclude: ["make-tables.py", "Newer"]),
    .target(
      name: "Cloud",
      dependencies: [
        "SimulationKit", "Documents", .product(name: "Collections", package: "swift-collections"),
      ]),
    .target(name: "CloudAPI", dependencies: ["Cloud", "ServiceModels", "Documents"]),
    .target(name: "AWSCommandLine", dependencies: ["ServiceModels", "JMESPath", "Documents", "Text"]),
    .target(
      name: "Lessons",
      dependencies: ["JMESPath", "Documents", "CCMark", "CPCRE2", .product(name: "Yams", package: "Yams")]),
    .target(
      name: "Workspace",
      dependencies: [
        "CloudAPI", "Cloud", "SimulationKit", "Documents",
        .product(name: "Yams", package: "Yams"), .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(
      name: "Interpreter",
      dependencies: [
        "Workspace", "CloudAPI", "Cloud", "AWSCommandLine", "ServiceModels", "JMESPath", "Documents", "SimulationKit",
      ]),
    .target(
      name: "Course",
      dependencies: [
        "Text", "Lessons", "Interpreter", "Workspace", "AWSCommandLine", "CloudAPI", "Cloud", "ServiceModels",
        "SimulationKit",
        "JMESPath", "Documents",
      ]),
    .target(name: "Screen", dependencies: ["Text", "Lessons", "Interpreter", "Course", "SimulationKit"]),
    .target(
      name: "Shell",
      dependencies: [
        "CLibedit", "Screen", "Course", "Lessons", "Interpreter", "Workspace", "Cloud", "CloudAPI", "AWSCommandLine",
        "ServiceModels", "Text",
      ]),
    .target(
      name: "WireServer",
      dependencies: [
        "Workspace", "CloudAPI", "Cloud", "ServiceModels", "SimulationKit", "Documents",
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ]),
    .executableTarget(
      name: "drydock",
      dependencies: [
        "WireServer", "Shell", "Screen", "Course", "Interpreter", "Workspace", "Lessons", "AWSCommandLine", "CloudAPI",
        "Cloud", "ServiceModels", "JMESPath", "Text", "SimulationKit", "Documents",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Yams", package: "Yams"),
      ]),

    // The soak test: a library for `make test`, a program for `make soak`; neither is installed.
    .target(name: "Soak", dependencies: ["CloudAPI", "Cloud", "SimulationKit", "Documents"], path: "Tests/Soak"),
    .executableTarget(name: "drydock-soak", dependencies: ["Soak", "SimulationKit"], path: "Tests/SoakProgram"),
    .testTarget(name: "SoakTests", dependencies: ["Soak"]),
    // The cost of a large world, for `make bench`.
    .executableTarget(
      name: "drydock-scale", dependencies: ["CloudAPI", "Cloud", "SimulationKit", "Documents"], path: "Benchmarks/Scale"
    ),

    .testTarget(name: "HouseTests"),
    .testTarget(name: "DocumentsTests", dependencies: ["Documents", "SimulationKit"]),
    .testTarget(name: "SimulationKitTests", dependencies: ["SimulationKit"]),
    .testTarget(name: "TextTests", dependencies: ["Text"]),
    .testTarget(name: "JMESPathTests", dependencies: ["JMESPath", "Documents", "SimulationKit"]),
    .testTarget(name: "ServiceModelsTests", dependencies: ["ServiceModels", "Documents"]),
    .testTarget(
      name: "AWSCommandLineTests", dependencies: ["AWSCommandLine", "ServiceModels", "JMESPath", "Documents"]),
    .testTarget(name: "LessonsTests", dependencies: ["Lessons", "Documents"], exclude: ["Fixtures"]),
    .testTarget(name: "CloudTests", dependencies: ["Cloud", "SimulationKit", "Documents"]),
    .testTarget(
      name: "CloudAPITests", dependencies: ["CloudAPI", "Cloud", "ServiceModels", "SimulationKit", "Documents"]),
    .testTarget(
      name: "WorkspaceTests",
      dependencies: [
        "Workspace", "CloudAPI", "Cloud", "SimulationKit", "Documents", .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .testTarget(
      name: "InterpreterTests",
      dependencies: ["Interpreter", "Workspace", "CloudAPI", "Cloud", "SimulationKit", "Documents"],
      exclude: ["BlogPage.sh"]),
    .testTarget(
      name: "CourseTests",
      dependencies: [
        "Course", "Screen", "Lessons", "Interpreter", "Workspace", "CloudAPI", "Cloud", "SimulationKit", "Documents",
      ]),
    .testTarget(
      name: "ScreenTests",
      dependencies: ["Screen", "Course", "Lessons", "Interpreter", "Workspace", "SimulationKit", "Text"]),
    .testTarget(
      name: "ShellTests", dependencies: ["Shell", "Screen", "Course", "Lessons", "Interpreter", "Workspace"]),
    .testTarget(
      name: "WireServerTests",
      dependencies: [
        "WireServer", "Workspace", "CloudAPI", "ServiceModels", "SimulationKit", "Documents",
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ]),
  ]
)
