// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryJSON
internal import FerryModel

/// The files that came with messages. Zoom's addresses of them hold a token and are never kept.
struct ZoomAttachments {
    private let context: ZoomContext

    init(_ context: ZoomContext) { self.context = context }

    /// Yields the files of a message of the chat.
    func read(_ message: JSONElement, of key: MessageKey, at place: Place) throws -> [AttachmentKey] {
        var files = message.objects("files")
        // The same as the first of `files`, where both are given.
        if files.isEmpty, message.text("file_id") != nil || message.text("file_name") != nil {
            files = [message]
        }
        return try files.enumerated().map { index, file in
            let name = file.text("file_name") ?? ""
            let id = file.text("file_id")
            let entry = id.flatMap { context.files.entry(id: $0) }
            return try yield(
                key, id: id ?? "\(index)", name: name.isEmpty ? "file" : name, size: file.number("file_size"),
                entries: entry.map { [$0] }
                    ?? (id == nil ? context.files.entries(named: name) : named(file, name)),
                at: place)
        }
    }

    /// Yields one file of a message; its bytes are in the entry if there is just one.
    func yield(
        _ message: MessageKey, id: String, name: String, size: Int64? = nil, entries: [ArchiveEntry],
        at place: Place
    ) throws -> AttachmentKey {
        let key = context.keys.attachment(message, id)
        let entry = entries.count == 1 ? entries[0] : nil
        let code = entries.count > 1 ? "zoom.file.ambiguous" : "zoom.file.not-in-archive"
        try context.sink.take(
            .attachment(
                Attachment(
                    key: key, name: name, mediaType: MediaType.named(name), declaredSize: entry?.size ?? size,
                    location: entry.map { .entry($0.name) } ?? .missing(code: code))))
        if entry == nil {
            try context.losses.state(
                code, .notInSource, .attachment, key: key.key, place: place,
                because: entries.count > 1
                    ? "several files of the archive have the name, and nothing says which one is meant"
                    : "the file is not in the archive")
        } else if let defect = SizeDefect(stated: size, found: entry?.size) {
            try context.losses.state(
                "zoom.file." + defect.rawValue, .carriedWithLoss, .attachment, key: key.key, place: place,
                because: defect.reason)
        }
        return key
    }

    // Saved under its own name: only when the size fits, since names repeat.
    private func named(_ file: JSONElement, _ name: String) -> [ArchiveEntry] {
        let size = file.number("file_size")
        return context.files.entries(named: name).filter { size == nil || $0.size == size }
    }
}
