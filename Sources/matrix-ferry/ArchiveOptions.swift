// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import FerryModel

/// Which archives a verb reads.
struct ArchiveOptions: ParsableArguments {
    @Option(
        name: .customLong("source"),
        help: "What the archives are: slack, teams, zoom, webex, mail or compliance. Found out if left out.")
    var source: String?

    @Argument(help: ArgumentHelp("Archives: files or folders.", valueName: "archive"))
    var archives: [String]

    /// The kind of system that is stated; `nil` when it is to be found out.
    func kind() throws -> SourceKind? {
        guard let source else { return nil }
        let known = Importers.kinds
        guard let kind = SourceKind(rawValue: source), known.contains(kind) else {
            throw Failure(
                .usage, "--source \(source) is not one of \(known.map(\.rawValue).joined(separator: ", "))",
                remedy: "name one of them, or leave --source out")
        }
        return kind
    }
}
