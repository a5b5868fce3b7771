// SPDX-License-Identifier: Apache-2.0

extension Archive {
    /// What lies at the top of an archive, or in its only folder, or in that one's only folder.
    public struct Top: Sendable {
        /// The folder, with a closing slash; empty for the top itself.
        public let folder: String
        /// The folders in it, each with the places of its files among `entries`.
        public let folders: [(name: String, range: Range<Int>)]
        /// The files in it.
        public let files: [ArchiveEntry]
    }

    /// The topmost folder that holds more than one folder alone.
    public var top: Top {
        var folder = ""
        while true {
            let top = top(of: folder)
            guard top.files.isEmpty, top.folders.count == 1, let only = top.folders.first else { return top }
            folder += only.name + "/"
        }
    }

    private func top(of folder: String) -> Top {
        var folders: [(name: String, range: Range<Int>)] = []
        var files: [ArchiveEntry] = []
        let length = folder.utf8.count
        for (index, entry) in entries.enumerated() where entry.isInside(folder.utf8) {
            let inside = entry.name.utf8.dropFirst(length)
            guard let slash = inside.firstIndex(of: UInt8(ascii: "/")) else {
                files.append(entry)
                continue
            }
            // Names are sorted by their bytes, so that what is in one folder lies together.
            let name = inside[..<slash]
            if let last = folders.last, last.name.utf8.elementsEqual(name) {
                folders[folders.count - 1].range = last.range.lowerBound..<(index + 1)
            } else {
                folders.append((String(Substring(name)), index..<(index + 1)))
            }
        }
        return Top(folder: folder, folders: folders, files: files)
    }

    /// A folder at the top as an archive of its own, as if it had been given alone.
    public func part(_ folder: (name: String, range: Range<Int>), of top: Top) -> Archive {
        let prefix = top.folder + folder.name + "/"
        let path = self.path + "/" + prefix.dropLast()
        let mine = refused.filter { $0.name.utf8.starts(with: prefix.utf8) }
            .map { RefusedEntry(name: String($0.name.dropFirst(prefix.count)), reason: $0.reason) }
        let container = PartContainer(
            of: self, path: path, kind: kind, folder: prefix, Array(entries[folder.range]), refused: mine)
        return Archive(path: path, container: container, limits: limits)
    }

    /// One file as an archive of its own, as if it had been given alone.
    public func part(_ entry: ArchiveEntry) -> Archive {
        let path = self.path + "/" + entry.name
        let folder = entry.name.lastIndex(of: "/").map { String(entry.name[...$0]) } ?? ""
        let container = PartContainer(of: self, path: path, kind: .file, folder: folder, [entry])
        return Archive(path: path, container: container, limits: limits)
    }

    /// Some of the files, by the same names and under the same path; with all that is refused.
    public func part(where isMember: (ArchiveEntry) -> Bool) -> Archive {
        let container = PartContainer(
            of: self, path: path, kind: kind, folder: "", entries.filter(isMember), refused: refused)
        return Archive(path: path, container: container, limits: limits)
    }

    /// Whether a file is an archive itself, by its first bytes; of a file that cannot be read it is not known.
    public func isArchive(_ entry: ArchiveEntry) -> Bool {
        struct Enough: Error {}
        var head: [UInt8] = []
        do {
            try read(entry) { bytes in
                head.append(contentsOf: bytes.prefix(512 - head.count))
                if head.count >= 512 { throw Enough() }
            }
        } catch is Enough {
        } catch { return false }
        switch Signature(head) {
        case .zip, .tar: return true
        case .unsupported, nil: return false
        }
    }

    /// Opens a file of a folder that is an archive itself; `nil` in an archive file, out of which nothing is unpacked.
    ///
    /// Throws what `open` throws.
    public func open(_ entry: ArchiveEntry) throws -> Archive? {
        guard kind == .folder else { return nil }
        return try Archive.open(path + "/" + entry.name, limits: limits)
    }
}
