// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let types: [Target.Dependency] = [
  .product(name: "HTTPTypes", package: "swift-http-types"),
  .product(name: "Logging", package: "swift-log"),
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"),
  .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
]

let package = Package(
  name: "fatsoen",
  products: [
    .executable(name: "fatsoen", targets: ["fatsoen"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.9.0"),
  ],
  targets: [
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CVectorscan", pkgConfig: "libhs", providers: [.apt(["libvectorscan-dev"])]),
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CQRCode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(name: "CBlocks"),
    .systemLibrary(name: "CSQLiteSetup"),
    .target(name: "Conduct", swiftSettings: settings),
    .target(
      name: "Library",
      dependencies: ["Conduct", "CBlocks", .product(name: "Yams", package: "Yams"), crypto],
      swiftSettings: settings),
    .target(
      name: "Scanner", dependencies: ["Conduct", "CBlocks", "CPCRE2", "CVectorscan", crypto], swiftSettings: settings),
    .target(name: "Exchange", dependencies: ["Conduct", "CZip"], swiftSettings: settings),
    .target(name: "Store", dependencies: ["Conduct", crypto], swiftSettings: settings),
    .target(
      name: "SQLiteDriver",
      dependencies: [
        "CSQLiteSetup", "Store", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: settings),
    .target(name: "PostgresDriver", dependencies: ["Store", "CPostgres"], swiftSettings: settings),
    .target(
      name: "Letters",
      dependencies: ["Conduct", mustache],
      swiftSettings: settings),
    .target(
      name: "Web",
      dependencies: [
        "Conduct", "Library", "Store", "Letters", "CQRCode", crypto, mustache, hummingbird,
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ] + types,
      swiftSettings: settings),
    .executableTarget(
      name: "fatsoen",
      dependencies: [
        "Conduct", "Library", "Scanner", "Exchange", "Store", "SQLiteDriver", "PostgresDriver", "Letters", "Web",
        .product(name: "ArgumentParser", package: "swift-argument-parser"), crypto, hummingbird,
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings),
    .target(name: "CAllocations", path: "Tests/CAllocations"),
    .executableTarget(
      name: "allocations", dependencies: ["CAllocations", "Conduct", "Library", "Scanner"], path: "Tests/Allocations",
      swiftSettings: settings),
    .target(
      name: "TestSupport",
      dependencies: ["Conduct", "Library", "Scanner", "Store", "SQLiteDriver", "PostgresDriver"],
      path: "Tests/TestSupport",
      swiftSettings: settings),
    .testTarget(name: "ConductTests", dependencies: ["Conduct", "TestSupport"], swiftSettings: settings),
    .testTarget(name: "LibraryTests", dependencies: ["Conduct", "Library", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "ScannerTests", dependencies: ["Conduct", "Library", "Scanner", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "ExchangeTests", dependencies: ["CZip", "Conduct", "Exchange", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "StoreTests",
      dependencies: [
        "Conduct", "Store", "SQLiteDriver", "PostgresDriver", "TestSupport", crypto,
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings),
    .testTarget(name: "LettersTests", dependencies: ["Conduct", "Letters", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "CommandTests",
      dependencies: ["Conduct", "Library", "SQLiteDriver", "Scanner", "Store", "TestSupport", "Web", "fatsoen"],
      swiftSettings: settings),
    .testTarget(
      name: "QualityTests", dependencies: ["Conduct", "Library", "fatsoen", "TestSupport"], exclude: ["Records"],
      swiftSettings: settings),
    .testTarget(
      name: "PostingTests", dependencies: ["Conduct", "Library", "Scanner", "TestSupport"], exclude: ["cases.ndjson"],
      swiftSettings: settings),
    .testTarget(
      name: "WebTests",
      dependencies: [
        "Conduct", "Letters", "Library", "Scanner", "Store", "SQLiteDriver", "Web", "TestSupport", crypto, hummingbird,
        .product(name: "HummingbirdTesting", package: "hummingbird"),
      ] + types,
      swiftSettings: settings),
    .testTarget(name: "HouseTests", dependencies: ["TestSupport"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
