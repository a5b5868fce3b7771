// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryModel

/// Finds the archives in an archive: most are one, but a folder may hold those of several sources.
///
/// What one importer recognises stays whole, with all its folders, unless a folder or file at its top is another's. What
/// nobody recognises is looked into, folder by folder. Importers come with the surest marks first, and an earlier one
/// outdoes a later one.
struct ArchiveParting {
    let importers: [any Importer]
    /// The kind that the administrator names: only archives of it are read.
    let source: SourceKind?
    private var found: [ArchiveReading] = []
    private var leftovers: [Loss] = []

    private static let deepest = 4
    /// A folder that holds more than this is one archive, and no folder of archives.
    private static let mostFolders = 256
    private static let mostFiles = 64

    init(importers: [any Importer], source: SourceKind?) {
        self.importers = importers
        self.source = source
    }

    /// One reading for each archive that is found; none when nothing is recognised.
    func readings(of archive: Archive) throws -> [ArchiveReading] {
        var search = self
        try search.part(archive, depth: 0)
        guard let first = search.found.first, !search.leftovers.isEmpty else { return search.found }
        let stated = ArchiveReading(
            first.archive, first.importer, first.recognition, leftovers: search.leftovers)
        return [stated] + search.found.dropFirst()
    }

    // MARK: Whole archives

    private struct Claim {
        let rank: Int
        let importer: any Importer
        let recognition: Recognition
    }

    private func claims(_ archive: Archive, without other: Int? = nil) throws -> [Claim] {
        var claims: [Claim] = []
        for (rank, importer) in importers.enumerated() where rank != other {
            // Whose a stranger is does not depend on what is asked for.
            guard source == nil || other != nil || importer.source == source else { continue }
            guard let recognition = try importer.recognise(archive) else { continue }
            claims.append(Claim(rank: rank, importer: importer, recognition: recognition))
            // Only one file alone can be the matter of two: elsewhere each has its own.
            if archive.kind != .file { break }
        }
        return claims
    }

    private mutating func part(_ archive: Archive, depth: Int) throws {
        let claims = try claims(archive)
        guard claims.count < 2 else { throw Self.ambiguous(archive, claims) }
        guard let claim = claims.first else { return try lookInto(archive, depth: depth) }
        guard archive.kind != .file else { return take(archive, claim) }
        let top = archive.top
        let strangers = try strangers(in: archive, top, to: claim)
        guard !strangers.isEmpty else { return take(archive, claim) }
        let own = ownPart(of: archive, top, strangers)
        if let recognition = try claim.importer.recognise(own) {
            found.append(ArchiveReading(own, claim.importer, recognition))
        } else {
            leave(own, own.path)
        }
        for stranger in strangers.parts {
            guard source == nil else {
                leave(
                    stranger, archive.path, .filtered,
                    because: "this is no archive of the source that was named")
                continue
            }
            try part(stranger, depth: depth + 1)
        }
    }

    private mutating func take(_ archive: Archive, _ claim: Claim) {
        found.append(ArchiveReading(archive, claim.importer, claim.recognition))
    }

    private static func ambiguous(_ archive: Archive, _ claims: [Claim]) -> Failure {
        let kinds = claims.map(\.importer.source.rawValue).joined(separator: " and as ")
        return Failure(
            .archiveInvalid, "the file can be read as \(kinds)", at: archive.path,
            remedy: "name the kind with --source")
    }

    // MARK: What is somebody else's

    private struct Strangers {
        var parts: [Archive] = []
        var folders: Set<String> = []
        var files: Set<String> = []
        /// Folders at the top that the archive's own importer recognises alone.
        var own: [Int] = []
        var isRooted = false

        var isEmpty: Bool { parts.isEmpty }
    }

    private func strangers(in archive: Archive, _ top: Archive.Top, to claim: Claim) throws -> Strangers {
        var strangers = Strangers()
        guard importers.count > 1 else { return strangers }
        // In a tar each look is a pass over all of it.
        let isSlow = archive.kind == .tar
        let files = top.files.filter { !Self.isLitter($0.name) }
        let names = Set(files.map(\.name))
        let loose = archive.part { names.contains($0.name) }
        strangers.isRooted = try !files.isEmpty && claim.importer.recognise(loose) != nil
        let folders = top.folders.count <= (isSlow ? 16 : Self.mostFolders) ? top.folders : []
        for (index, folder) in folders.enumerated() where !Self.isLitter(folder.name) {
            let child = archive.part(folder, of: top)
            if try claim.importer.recognise(child) != nil {
                strangers.own.append(index)
            } else if isStranger(child, folder.name, to: claim, isRooted: strangers.isRooted) {
                strangers.folders.insert(folder.name)
                strangers.parts.append(child)
            }
        }
        for file in files.count <= (isSlow ? 16 : Self.mostFiles) ? files : [] {
            guard let child = try stranger(file, in: archive, to: claim) else { continue }
            strangers.files.insert(file.name)
            strangers.parts.append(child)
        }
        return strangers
    }

    /// Whether a folder is another's, and not the files that belong to an archive's messages.
    private func isStranger(_ child: Archive, _ name: String, to claim: Claim, isRooted: Bool) -> Bool {
        guard !Self.attachmentFolders.contains(name.lowercased()) else { return false }
        // What cannot be judged stays where it is.
        guard let other = try? claims(child, without: claim.rank).first else { return false }
        return other.rank < claim.rank || !isRooted
    }

    private func stranger(_ file: ArchiveEntry, in archive: Archive, to claim: Claim) throws -> Archive? {
        let alone = archive.part(file)
        if try claim.importer.recognise(alone) != nil { return nil }
        guard archive.isArchive(file) else {
            return (try? claims(alone, without: claim.rank))?.isEmpty ?? true ? nil : alone
        }
        guard let packed = try? archive.open(file), let readings = try? readings(of: packed),
            !readings.isEmpty
        else {
            return nil
        }
        return packed
    }

    /// The archive without what is another's: its one folder where nothing else is left.
    private func ownPart(of archive: Archive, _ top: Archive.Top, _ strangers: Strangers) -> Archive {
        let others = top.folders.count { !Self.isLitter($0.name) } - strangers.folders.count
        let looseFiles = top.files.count { !Self.isLitter($0.name) } - strangers.files.count
        if others == 1, looseFiles == 0, let index = strangers.own.first {
            return archive.part(top.folders[index], of: top)
        }
        let prefixes = strangers.folders.map { top.folder + $0 + "/" }
        return archive.part { entry in
            !strangers.files.contains(entry.name)
                && !prefixes.contains { entry.name.utf8.starts(with: $0.utf8) }
        }
    }

    // MARK: What nobody recognises

    private mutating func lookInto(_ archive: Archive, depth: Int) throws {
        guard depth < Self.deepest, archive.kind != .file else { return leave(archive, archive.path) }
        let top = archive.top
        for folder in top.folders.prefix(Self.mostFolders) where !Self.isLitter(folder.name) {
            try part(archive.part(folder, of: top), depth: depth + 1)
        }
        for folder in top.folders.dropFirst(Self.mostFolders) {
            leave(archive.part(folder, of: top), archive.path)
        }
        let files = top.files.filter { !Self.isLitter($0.name) }
        var rest: [ArchiveEntry] = []
        for file in files {
            if archive.isArchive(file) {
                try open(file, in: archive, depth: depth)
            } else {
                rest.append(file)
            }
        }
        let names = Set(rest.map(\.name))
        guard !rest.isEmpty else { return }
        let loose = archive.part { names.contains($0.name) }
        if try claims(loose).isEmpty || names.count == archive.entries.count {
            return leave(loose, archive.path)
        }
        try part(loose, depth: depth + 1)
    }

    private mutating func open(_ file: ArchiveEntry, in archive: Archive, depth: Int) throws {
        let place = Place(archive: archive.path, entry: file.name)
        do {
            if let packed = try archive.open(file) { return try part(packed, depth: depth + 1) }
            leave(
                place, count: 1,
                because:
                    "an archive inside an archive file is not read; unpack the outer one and give the folder")
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            leave(place, count: 1, because: "an archive beside others cannot be read: \(failure.what)")
        }
    }

    private mutating func leave(
        _ archive: Archive, _ path: String, _ state: Loss.State = .notSupported,
        because reason: String = "no source is recognised in the folder or file"
    ) {
        let entry = archive.path == path ? nil : String(archive.path.dropFirst(path.count + 1))
        leave(
            Place(archive: path, entry: entry), count: archive.entries.count, state, because: reason)
    }

    private mutating func leave(
        _ place: Place, count: Int, _ state: Loss.State = .notSupported, because reason: String
    ) {
        leftovers.append(
            Loss(
                code: "archive.part-unknown", kind: .attachment, state: state, place: place, reason: reason,
                count: count))
    }

    /// The folders in which exports keep the files of their messages.
    private static let attachmentFolders: Set<String> = [
        "files", "attachments", "hostedcontents", "hosted_contents", "contents", "media", "uploads",
        "__uploads",
        "avatars", "__avatars", "emoji", "emojis", "documents", "images",
    ]

    /// What macOS and Windows leave in archives.
    private static func isLitter(_ name: String) -> Bool {
        let last = name.split(separator: "/").last ?? ""
        return ["__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"].contains(last) || last.hasPrefix("._")
    }
}
