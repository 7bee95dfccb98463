// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "benchmarks",
  products: [
    .executable(name: "peers", targets: ["peers"])
  ],
  targets: [
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CVectorscan", pkgConfig: "libhs", providers: [.apt(["libvectorscan-dev"])]),
    // Without pkg-config: re2.pc carries -pthread, which SwiftPM refuses with a warning and nobody needs here.
    .systemLibrary(name: "CRE2", providers: [.apt(["libre2-dev"])]),
    .executableTarget(
      name: "peers",
      dependencies: ["CPCRE2", "CVectorscan", "CRE2"],
      cxxSettings: [.unsafeFlags(["-O3"], .when(configuration: .release))],
      linkerSettings: [.linkedLibrary("pcre2-8"), .linkedLibrary("hs"), .linkedLibrary("re2")]),
  ],
  cxxLanguageStandard: .cxx17
)
