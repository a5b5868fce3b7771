// swift-tools-version: 6.1
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

// The parsers alone, to be built with libFuzzer and AddressSanitizer by scripts/fuzz. Sources and Targets are links to
// the folders of the program and of its tests.

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func importer(_ name: String, _ more: [Target.Dependency] = []) -> Target {
    .target(
        name: name,
        dependencies: ["FerryJSON", "FerryModel", "FerryArchive", "FerryText", "FerryImport"] + more,
        swiftSettings: strict)
}

let package = Package(
    name: "ferry-fuzz",
    targets: [
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive"),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto"),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3"),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl"),
        .systemLibrary(name: "CGMime", pkgConfig: "gmime-3.0"),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0"),
        .target(name: "FerryJSON", swiftSettings: strict),
        .target(name: "FerryModel", dependencies: ["FerryJSON", "CCrypto"], swiftSettings: strict),
        .target(name: "MatrixEvents", dependencies: ["FerryJSON", "FerryModel"], swiftSettings: strict),
        .target(
            name: "FerryArchive", dependencies: ["FerryJSON", "FerryModel", "CArchive", "CLibXML2"],
            swiftSettings: strict),
        .target(
            name: "FerryText", dependencies: ["FerryJSON", "FerryModel", "CLibXML2"], swiftSettings: strict),
        .target(
            name: "FerryImport", dependencies: ["FerryJSON", "FerryModel", "FerryArchive"],
            swiftSettings: strict),
        .target(
            name: "MatrixClient", dependencies: ["FerryJSON", "FerryModel", "MatrixEvents", "CCurl"],
            swiftSettings: strict),
        importer("ImportSlack", ["CSQLite"]), importer("ImportTeams"),
        importer("ImportMail", ["CGMime", "CSQLite"]),
        importer("ImportZoom"), importer("ImportWebex"), importer("ImportCompliance"),
        // Of planning only what reads tables that people edit; the rest needs the store.
        .target(
            name: "FerryPlan", dependencies: ["FerryJSON", "FerryModel", "MatrixEvents"],
            sources: ["AddressAlias.swift", "DirectoryExtract.swift", "LDIF.swift", "PeopleMapping.swift"],
            swiftSettings: strict),
        .target(
            name: "HostileTargets",
            dependencies: [
                "FerryJSON", "FerryModel", "MatrixEvents", "FerryArchive", "FerryText", "FerryImport",
                "FerryPlan",
                "MatrixClient", "ImportSlack", "ImportTeams", "ImportMail", "ImportZoom", "ImportWebex",
                "ImportCompliance",
            ], path: "Targets", swiftSettings: strict + [.define("FERRY_FUZZ")]),
        .executableTarget(name: "ferry-fuzz", dependencies: ["HostileTargets"], path: "Entry"),
    ],
    swiftLanguageModes: [.v6]
)
