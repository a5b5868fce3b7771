// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// Takes what a verification finds while it goes on, so that nothing has to be kept until its end but the first
/// differences.
public final class VerifySink {
    /// How many differences are kept.
    public static let shownDifferences = 200

    private let onDifference: (VerifySummary.Difference) throws -> Void
    private let onLine: (ManifestLine) throws -> Void
    /// Keeps what is told from now on.
    var spool: VerifySpool?
    private(set) var first: [VerifySummary.Difference] = []

    /// - Parameters:
    ///   - onDifference: hears of every difference.
    ///   - onLine: hears of every event and file of the migration that the homeserver holds.
    public init(
        onDifference: @escaping (VerifySummary.Difference) throws -> Void,
        onLine: @escaping (ManifestLine) throws -> Void = { _ in }
    ) {
        self.onDifference = onDifference
        self.onLine = onLine
    }

    func take(_ difference: VerifySummary.Difference) throws {
        if first.count < Self.shownDifferences { first.append(difference) }
        try spool?.take(difference)
        try onDifference(difference)
    }

    func take(_ line: ManifestLine) throws {
        try spool?.take(line)
        try onLine(line)
    }

    /// Everything about one room, or about some files, has been told.
    func endBlock(_ summary: VerifySummary) throws { try spool?.end(summary) }

    func take(_ found: RoomReader.Findings) throws {
        for difference in found.differences { try take(difference) }
        for line in found.lines { try take(line) }
    }
}
