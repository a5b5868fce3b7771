// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryArchive
internal import FerryJSON
internal import FerryModel

/// Which entries of an archive hold JSON, which front-end wrote them, and which are files of messages.
struct WebexLayout {
    /// Files of JSON, in the order of their names.
    private(set) var documents: [WebexDocument] = []
    /// Files that look like JSON by their names and are not.
    private(set) var broken: [ArchiveEntry] = []
    /// Spaces in folders of their own.
    private(set) var units: [WebexUnit] = []
    /// Files of messages, pictures of people, and whatever else there is.
    private(set) var files: [ArchiveEntry] = []

    init(_ archive: Archive) throws {
        var forms: [(entry: ArchiveEntry, form: WebexForm)] = []
        try archive.readAll(where: { Self.isDocument($0, in: archive) }) { entry in
            let sample = try archive.head(of: entry, count: WebexForm.sampleSize)
            if let form = WebexForm(sample) { forms.append((entry, form)) } else { broken.append(entry) }
        }
        forms.sort { $0.entry.name < $1.entry.name }
        sort(forms, archive)
        let known = Set(forms.map(\.entry.name) + broken.map(\.name))
        let transcripts = Set(units.flatMap { [$0.text?.name, $0.page?.name] }.compactMap { $0 })
        files = archive.entries.filter { entry in
            !known.contains(entry.name) && !transcripts.contains(entry.name) && !Self.isLitter(entry.name)
                && !isDecoration(entry.name)
        }
    }

    /// The front-ends that wrote the archive, in the order of the guide.
    var frontEnds: [WebexFrontEnd] {
        let found = Set(documents.map { $0.unit?.frontEnd ?? .rest })
        // The crawler's list of spaces is no answer of the API, though it looks like one.
        let hasRest = documents.contains { $0.unit == nil && !isCrawlersList($0) }
        return WebexFrontEnd.allCases.filter { $0 == .rest ? hasRest : found.contains($0) }
    }

    /// Whether a document is the list of spaces that webexcrawler writes beside its folders.
    func isCrawlersList(_ document: WebexDocument) -> Bool {
        guard document.form.path == .topLevelArray, case .room = document.form.first else { return false }
        let folder = Self.folder(document.entry.name)
        return units.contains { $0.frontEnd == .crawler && $0.folder.hasPrefix(folder) }
    }

    // MARK: Units

    private mutating func sort(_ forms: [(entry: ArchiveEntry, form: WebexForm)], _ archive: Archive) {
        var detailed: Set<String> = []
        for (entry, form) in forms {
            if case .details = form.first { detailed.insert(Self.folder(entry.name)) }
        }
        var byFolder: [String: WebexUnit] = [:]
        for (entry, form) in forms {
            let unit = Self.unit(entry, form, detailed, archive)
            let known = unit.map { "\($0.frontEnd) \($0.folder)" }
            if let known, let unit, byFolder[known] == nil {
                byFolder[known] = unit
                units.append(unit)
            }
            let own = known.flatMap { byFolder[$0] }
            own?.text = own?.text ?? unit?.text
            own?.page = own?.page ?? unit?.page
            documents.append(WebexDocument(entry: entry, form: form, unit: own))
        }
    }

    private static func unit(
        _ entry: ArchiveEntry, _ form: WebexForm, _ detailed: Set<String>, _ archive: Archive
    ) -> WebexUnit? {
        let folder = folder(entry.name)
        switch form.path {
        case .array("conversations"):
            let inner =
                folder == "assets/" || folder.hasSuffix("/assets/") ? Self.folder(folder.dropLast()) : folder
            return WebexUnit(.webexArchives, folder: String(inner))
        case .array("messages"): return WebexUnit(.crawler, folder: folder)
        case .topLevelArray:
            guard case .message = form.first, let page = archive.entry(named: sibling(entry.name, ".html")),
                !detailed.contains(folder)
            else { return nil }
            let unit = WebexUnit(.spaceArchiver, folder: folder)
            unit.page = page
            unit.text = archive.entry(named: sibling(entry.name, ".txt"))
            return unit
        default:
            guard detailed.contains(folder) else { return nil }
            let unit = WebexUnit(.archiver, folder: folder)
            unit.page = archive.entry(named: sibling(entry.name, ".html"))
            unit.text = archive.entry(named: sibling(entry.name, ".txt"))
            return unit
        }
    }

    private static func sibling(_ name: String, _ ending: String) -> String {
        (name.hasSuffix(".json") ? String(name.dropLast(5)) : name) + ending
    }

    /// The folder of a name, with a slash at its end.
    static func folder(_ name: some StringProtocol) -> String {
        name.lastIndex(of: "/").map { String(name[...$0]) } ?? ""
    }

    // MARK: Names

    private static let endings = [".json", ".jsonl", ".ndjson"]
    /// Folders of files that people sent; what is in them is nobody's list.
    private static let fileFolders: Set<String> = [
        "attachments", "avatars", "content", "contents", "files", "images",
    ]

    static func isDocument(_ entry: ArchiveEntry, in archive: Archive) -> Bool {
        guard archive.kind != .file else { return true }
        guard !isLitter(entry.name) else { return false }
        let parts = entry.name.lowercased().split(separator: "/")
        guard let name = parts.last else { return false }
        guard name == "data.js" || endings.contains(where: { name.hasSuffix($0) }) else { return false }
        let folders = parts.dropLast().suffix(2)
        // A space may have the name of such a folder; its messages then have it, too.
        guard let folder = folders.last, !name.hasPrefix(folder + ".") else { return true }
        if name == "index.json", folder == "contents" { return true }
        return !fileFolders.contains(String(folder)) && !(folders.count == 2 && folders.first == "contents")
    }

    /// What the tools put beside the messages to show them.
    private func isDecoration(_ name: String) -> Bool {
        units.contains { unit in
            guard name.hasPrefix(unit.folder) else { return false }
            let inner = name.dropFirst(unit.folder.count)
            switch unit.frontEnd {
            case .webexArchives: return inner == "archive.html" || inner.hasPrefix("assets/")
            case .archiver: return [".css/", ".js/", ".fonts/", ".images/"].contains { inner.hasPrefix($0) }
            default: return false
            }
        }
    }

    /// What macOS and Windows leave in archives.
    private static func isLitter(_ name: String) -> Bool {
        if name.hasPrefix("__MACOSX/") { return true }
        let last = name.split(separator: "/").last ?? ""
        return last == ".DS_Store" || last == "Thumbs.db" || last == "desktop.ini" || last.hasPrefix("._")
    }
}
