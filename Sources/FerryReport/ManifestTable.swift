// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// `manifest.csv` while it grows: a line for every event and file that the homeserver holds of a migration.
///
/// It is for `cut`, `jq` and `sha256sum`: no byte order mark, lines end with LF, and no field is quoted, since none
/// holds a comma, a quote or a line feed; a field that does is quoted as RFC 4180 says.
public final class ManifestTable {
    /// The name of the whole manifest.
    public static let whole = "manifest.csv"

    /// The name of the manifest of a part.
    public static func name(_ subset: Subset?) -> String {
        subset.map { "manifest-\($0.part)-of-\($0.total).csv" } ?? whole
    }

    private let file: ReportFile
    private let hasher = SHA256()
    private let name: String
    private var lines = 0

    /// Begins the manifest, of everything or of a part.
    ///
    /// - Throws: `Failure.storage`.
    public init(_ subset: Subset? = nil, in folder: ReportFolder) throws {
        name = Self.name(subset)
        file = try folder.begin(name)
        try write(ManifestLine.columns)
    }

    /// Adds a line.
    ///
    /// - Throws: `Failure.storage`.
    public func append(_ line: ManifestLine) throws {
        try write(line.fields)
        lines += 1
    }

    /// Puts the manifest under its name and says what it is.
    ///
    /// - Throws: `Failure.storage`.
    public func finish() throws -> VerifySummary.Manifest {
        try file.finish()
        return VerifySummary.Manifest(file: name, digest: hasher.finish(), lines: lines)
    }

    private func write(_ fields: [String]) throws {
        let text = fields.map(Self.field).joined(separator: ",") + "\n"
        hasher.update(text.utf8)
        try file.append(text)
    }

    private static func field(_ text: String) -> String {
        let special: Set<UInt8> = [0x22, 0x2C, 0x0A, 0x0D]
        guard text.utf8.contains(where: special.contains) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
