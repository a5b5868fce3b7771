// swift-tools-version: 6.1
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

// The layers, and nothing else (ARCHITECTURE.md):
//   matrix-ferry → {Report, Verify, Upload, Plan, Import*} → {Store, MatrixClient, FerryImport, FerryText}
//                → {FerryModel, MatrixEvents, FerryArchive} → FerryJSON
// An import that is not named here does not compile.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")

let package = Package(
    name: "matrix-ferry",
    products: [
        .executable(name: "matrix-ferry", targets: ["matrix-ferry"]),
        // Loaded into the program by tests that let disk and process fail; not part of the program.
        .library(name: "FaultShim", type: .dynamic, targets: ["CFaultShim"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        // C libraries of the system: module map and the thinnest shim.
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CGMime", pkgConfig: "gmime-3.0", providers: [.apt(["libgmime-3.0-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),

        // Values.
        .target(name: "FerryJSON", swiftSettings: strict),
        .target(name: "FerryModel", dependencies: ["FerryJSON", "CCrypto"], swiftSettings: strict),
        .target(name: "MatrixEvents", dependencies: ["FerryJSON", "FerryModel"], swiftSettings: strict),
        .target(
            name: "FerryArchive", dependencies: ["FerryJSON", "FerryModel", "CArchive", "CLibXML2"],
            swiftSettings: strict),

        // The places that know one outside thing each.
        .target(
            name: "FerryText", dependencies: ["FerryJSON", "FerryModel", "CLibXML2"], swiftSettings: strict),
        .target(
            name: "FerryImport", dependencies: ["FerryJSON", "FerryModel", "FerryArchive"],
            swiftSettings: strict),
        .target(
            name: "FerryStore",
            dependencies: [
                "FerryJSON", "FerryModel", "MatrixEvents", "CSQLite",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .target(
            name: "MatrixClient", dependencies: ["FerryJSON", "FerryModel", "MatrixEvents", "CCurl"],
            swiftSettings: strict),

        // The stages.
        .target(
            name: "ImportSlack",
            dependencies: [
                "FerryJSON", "FerryModel", "FerryArchive", "FerryText", "FerryImport", "CSQLite",
            ],
            swiftSettings: strict),
        .target(
            name: "ImportTeams",
            dependencies: ["FerryJSON", "FerryModel", "FerryArchive", "FerryText", "FerryImport"],
            swiftSettings: strict),
        .target(
            name: "ImportMail",
            dependencies: [
                "FerryJSON", "FerryModel", "FerryArchive", "FerryText", "FerryImport", "CGMime", "CSQLite",
            ],
            swiftSettings: strict),
        .target(
            name: "ImportZoom",
            dependencies: ["FerryJSON", "FerryModel", "FerryArchive", "FerryText", "FerryImport"],
            swiftSettings: strict),
        .target(
            name: "ImportWebex",
            dependencies: ["FerryJSON", "FerryModel", "FerryArchive", "FerryText", "FerryImport"],
            swiftSettings: strict),
        .target(
            name: "ImportCompliance",
            dependencies: ["FerryJSON", "FerryModel", "FerryArchive", "FerryText", "FerryImport"],
            swiftSettings: strict),
        .target(
            name: "FerryPlan", dependencies: ["FerryJSON", "FerryModel", "MatrixEvents", "FerryStore"],
            swiftSettings: strict),
        .target(
            name: "FerryUpload",
            dependencies: ["FerryJSON", "FerryModel", "MatrixEvents", "FerryStore", "MatrixClient", logging],
            swiftSettings: strict),
        .target(
            name: "FerryVerify",
            dependencies: ["FerryJSON", "FerryModel", "MatrixEvents", "FerryStore", "MatrixClient"],
            swiftSettings: strict),
        .target(
            name: "FerryReport", dependencies: ["FerryJSON", "FerryModel", "FerryStore"],
            swiftSettings: strict),

        // The only place that parses arguments, prints, exits and reads the environment.
        .executableTarget(
            name: "matrix-ferry",
            dependencies: [
                "FerryJSON", "FerryModel", "MatrixEvents", "FerryArchive", "FerryImport", "FerryStore",
                "MatrixClient", "ImportSlack", "ImportTeams", "ImportMail", "ImportZoom", "ImportWebex",
                "ImportCompliance",
                "FerryPlan", "FerryUpload", "FerryVerify", "FerryReport",
                logging, "Yams", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        // What scripts/bench measures parts with; not part of the program.
        .executableTarget(
            name: "ferry-bench",
            dependencies: [
                "FerryJSON", "FerryModel", "FerryArchive", "FerryImport", "ImportSlack", "ImportTeams", "ImportZoom",
                "ImportWebex",
                "CSQLite",
            ],
            path: "Benchmarks/ferry-bench", swiftSettings: strict),
        .executableTarget(
            name: "stub-homeserver", path: "Benchmarks/stub-homeserver", swiftSettings: strict),

        // What the tests share, and the tests.
        .target(name: "CFaultShim", path: "Tests/CFaultShim"),
        .target(
            name: "FerryTestKit", dependencies: ["FerryJSON", "FerryModel"], path: "Tests/FerryTestKit",
            swiftSettings: strict),
        .target(
            name: "FerryTestRecords", dependencies: ["FerryModel", "FerryStore"],
            path: "Tests/FerryTestRecords",
            swiftSettings: strict),
        .target(
            name: "FerryTestImports",
            dependencies: ["FerryJSON", "FerryModel", "FerryArchive", "FerryImport", "FerryTestKit"],
            path: "Tests/FerryTestImports", swiftSettings: strict),
        .testTarget(
            name: "FerryModelTests", dependencies: ["FerryJSON", "FerryModel"], swiftSettings: strict),
        .testTarget(
            name: "MatrixEventsTests", dependencies: ["FerryJSON", "FerryModel", "MatrixEvents"],
            swiftSettings: strict),
        .testTarget(
            name: "FerryStoreTests",
            dependencies: [
                "FerryJSON", "FerryModel", "FerryStore", "FerryTestRecords",
                .product(name: "GRDB", package: "GRDB.swift"),
            ], swiftSettings: strict),
        .testTarget(
            name: "FerryPlanTests",
            dependencies: [
                "FerryJSON", "FerryModel", "MatrixEvents", "FerryStore", "FerryPlan", "FerryTestRecords",
            ], swiftSettings: strict),
        .testTarget(
            name: "FerryUploadTests",
            dependencies: [
                "FerryJSON", "FerryModel", "FerryStore", "MatrixClient", "FerryPlan", "FerryUpload",
                "FerryTestKit",
                "FerryTestRecords",
            ], swiftSettings: strict),
        .testTarget(
            name: "FerryVerifyTests",
            dependencies: [
                "FerryJSON", "FerryModel", "MatrixEvents", "FerryStore", "MatrixClient", "FerryPlan",
                "FerryUpload",
                "FerryVerify", "FerryTestKit", "FerryTestRecords",
            ], swiftSettings: strict),
        .testTarget(name: "FerryJSONTests", dependencies: ["FerryJSON"], swiftSettings: strict),
        .testTarget(
            name: "FerryTextTests", dependencies: ["FerryJSON", "FerryModel", "FerryText"],
            swiftSettings: strict),
        .testTarget(
            name: "ImportSlackTests",
            dependencies: [
                "FerryJSON", "FerryModel", "FerryArchive", "FerryImport", "ImportSlack", "FerryTestImports",
                "FerryTestKit", "CArchive",
                "CSQLite",
            ],
            exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(
            name: "ImportTeamsTests",
            dependencies: [
                "FerryJSON", "FerryModel", "FerryArchive", "FerryImport", "ImportTeams", "FerryTestImports",
                "FerryTestKit",
            ],
            exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(
            name: "ImportMailTests",
            dependencies: [
                "FerryJSON", "FerryModel", "FerryArchive", "FerryImport", "ImportMail", "FerryTestImports",
                "FerryTestKit",
            ],
            exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(
            name: "ImportZoomTests",
            dependencies: [
                "FerryJSON", "FerryModel", "FerryArchive", "FerryImport", "ImportZoom", "FerryTestImports",
                "FerryTestKit",
            ],
            exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(
            name: "ImportWebexTests",
            dependencies: [
                "FerryJSON", "FerryModel", "FerryArchive", "FerryText", "FerryImport", "ImportWebex",
                "FerryTestImports", "FerryTestKit",
            ],
            exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(
            name: "ImportComplianceTests",
            dependencies: [
                "FerryJSON", "FerryModel", "FerryArchive", "FerryImport", "ImportCompliance",
                "FerryTestImports", "FerryTestKit",
            ],
            exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(
            name: "FerryImportTests",
            dependencies: [
                "FerryJSON", "FerryModel", "FerryArchive", "FerryImport", "ImportSlack", "ImportTeams",
                "ImportMail",
                "ImportZoom", "ImportWebex", "ImportCompliance", "CArchive", "FerryTestImports",
                "FerryTestKit",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "PipelineTests",
            dependencies: [
                "FerryJSON", "FerryModel", "FerryArchive", "FerryImport", "FerryStore", "FerryPlan",
                "ImportSlack", "ImportTeams", "ImportMail", "ImportZoom", "ImportWebex", "ImportCompliance",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "FerryArchiveTests",
            dependencies: ["FerryJSON", "FerryModel", "FerryArchive", "CArchive", "FerryTestKit"],
            swiftSettings: strict),
        // What the fuzzer feeds (Fuzz/Package.swift), fed with the inputs that are kept.
        .testTarget(
            name: "HostileTests",
            dependencies: [
                "FerryJSON", "FerryModel", "MatrixEvents", "FerryArchive", "FerryText", "FerryImport",
                "FerryPlan",
                "MatrixClient", "ImportSlack", "ImportTeams", "ImportMail", "ImportZoom", "ImportWebex",
                "ImportCompliance", "FerryTestImports", "FerryTestKit",
            ], swiftSettings: strict),
        .testTarget(
            name: "MatrixClientTests",
            dependencies: ["MatrixClient", "FerryJSON", "FerryModel", "FerryTestKit"],
            swiftSettings: strict),
        .testTarget(
            name: "FerryReportTests",
            dependencies: [
                "FerryJSON", "FerryModel", "MatrixEvents", "FerryImport", "FerryStore", "FerryPlan",
                "FerryReport", "FerryTestRecords", "FerryTestKit",
            ],
            exclude: ["Golden"], swiftSettings: strict),
        // Drives the built program against a real homeserver; it sees nothing of the program's inside.
        .testTarget(
            name: "AcceptanceTests", dependencies: ["FerryTestKit", "FerryJSON", "FerryModel"],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)

// Tests that are built by themselves: FERRY_TESTS=FerryStoreTests,… leaves those and what they need. scripts/sanitize
// compiles everything once more, and need not compile all of it.
if let tests = Context.environment["FERRY_TESTS"] {
    var needed = Set(tests.split(separator: ",").map(String.init))
    var count = 0
    while count < needed.count {
        count = needed.count
        for target in package.targets where needed.contains(target.name) {
            for case .byNameItem(let name, _) in target.dependencies { needed.insert(name) }
        }
    }
    package.targets.removeAll { !needed.contains($0.name) }
    package.products = []
}
