// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON

/// What reading one file finds that needs nothing but the file, so that it can be found in advance.
enum TeamsWork {
    /// The file holds no JSON objects.
    case notJSON
    /// What the place of the file and its beginning say about what follows.
    case scope(TeamsScope)
    /// An element of the file, with what it says by itself.
    case element(JSONElement, TeamsElement, TeamsMessageFacts?, offset: Int64)

    /// Reads one file.
    static func read(
        _ entry: ArchiveEntry, in archive: Archive, _ findings: WorkFindings<TeamsWork>
    ) throws {
        guard let form = try TeamsSource.form(of: entry, in: archive) else {
            return try findings.add(.notJSON, weight: 0)
        }
        let scope = TeamsScope(path: entry.name, form)
        try findings.add(.scope(scope), weight: 0)
        try TeamsSource(archive: archive, sink: findings).elements(of: entry, form) { element, offset in
            let kind = TeamsElement(element, scope)
            var facts: TeamsMessageFacts?
            if case .message = kind { facts = TeamsMessageFacts(element, scope) }
            // The text, what was found in it, and what that became.
            try findings.add(
                .element(element, kind, facts, offset: offset), weight: element.withRawBytes { $0.count } * 3)
        }
    }
}
