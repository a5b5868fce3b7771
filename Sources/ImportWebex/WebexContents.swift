// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryArchive
internal import FerryJSON
internal import FerryModel

/// Files saved beside answers of the API: `contents/<id>`, with any ending or as a folder, the id as it stands in the
/// address or decoded. `contents/index.json` adds names, types and sizes by address.
final class WebexContents: WebexFileFinder {
    private struct Description {
        var name = ""
        var mediaType = ""
        var size: Int64?
        var isGone = false
    }

    private var entries: [String: [ArchiveEntry]] = [:]
    private var descriptions: [String: Description] = [:]

    /// Looks at the names of files.
    init(_ files: [ArchiveEntry]) {
        for entry in files {
            let parts = entry.name.split(separator: "/")
            for part in parts.suffix(2) {
                if let id = Self.id(part) {
                    entries[id, default: []].append(entry)
                    break
                }
            }
        }
    }

    /// Whether the archive holds any.
    var isEmpty: Bool { entries.isEmpty }

    /// The files that messages named so far.
    private(set) var named: Set<String> = []

    // `Y2lz….bin`, or `<message>_<number>.pdf`.
    private static func id(_ name: Substring) -> String? {
        let stem = name.prefix { $0 != "." }
        if let id = WebexId(String(stem)), id.kind == "CONTENT" { return id.value }
        guard WebexId.isUUID(stem.prefix(36)) else { return nil }
        let number = stem.dropFirst(37)
        guard stem.count == 36 || (!number.isEmpty && number.allSatisfy(\.isNumber)) else { return nil }
        return stem.prefix(36).lowercased() + (number.isEmpty ? "" : "/" + number)
    }

    /// Takes the list of names, types and sizes.
    func describe(_ contents: JSONElement) {
        for (url, value) in contents.members {
            guard let id = WebexContentAddress.id(url) else { continue }
            descriptions[id] = Description(
                name: value.text("name") ?? "", mediaType: value.text("type") ?? "",
                size: value["size"]?.int64,
                isGone: value.isNull)
        }
    }

    func files(of message: String, _ list: [JSONElement]) -> [WebexFile] {
        list.enumerated().map { index, element in
            let url = element.string ?? element.text("url")
            let id = WebexContentAddress.id(url)
            var file = WebexFile(id: WebexContentAddress.fileId(known: id, of: message, at: index))
            guard let id else { return file }
            let description = descriptions[id]
            let found = entries[id] ?? []
            named.formUnion(found.map(\.name))
            file.name = description?.name ?? ""
            if file.name.isEmpty, let entry = found.first,
                entry.name.split(separator: "/").dropLast().last.flatMap(Self.id) == id
            {
                // Below a folder of its own the file has its own name.
                file.name = entry.name.split(separator: "/").last.map(String.init) ?? ""
            }
            file.mediaType = description?.mediaType ?? ""
            file.size = description?.size
            if description?.isGone == true { file.problem = .gone }
            guard found.count < 2 else {
                file.problem = .overwritten
                return file
            }
            if let size = description?.size, let stored = found.first?.size, size != stored {
                file.problem = .differs
            } else {
                file.entry = found.first
            }
            return file
        }
    }
}
