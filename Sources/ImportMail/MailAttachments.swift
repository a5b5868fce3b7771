// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryModel

/// Serves the bytes of files inside mails, by the names of `MailPartName`, in one pass over the archive.
struct MailAttachments {
    private let archive: Archive
    private let layout: MailLayout
    private let sink: any RecordSink
    private static let bytesAtOnce = 8 << 20

    /// Makes the pass.
    init(_ archive: Archive, _ layout: MailLayout, _ sink: any RecordSink) {
        self.archive = archive
        self.layout = layout
        self.sink = sink
    }

    /// Reads the parts that are wanted; names of other makings are passed over.
    func read() throws {
        let wanted = try WantedParts(archive, layout, sink)
        guard !wanted.isEmpty else { return }
        let work = OrderedWork(limit: Self.bytesAtOnce) { try Self.decode($0) }
        let fetcher = MailFetcher(archive, layout) { [sink] in sink.advance(bytes: Int64($0 / 4)) }
        try fetcher.fetch(
            { try wanted.next() },
            { parts, range, buffer in
                try work.add(Wanted(parts: parts, range: range, buffer: buffer), weight: buffer.count, take)
            })
        try work.finish(take)
    }

    // MARK: One mail

    /// What is wanted of one mail.
    private struct Wanted: Sendable {
        let parts: [MailPartName]
        let range: MailIndex.Range
        let buffer: MailBuffer
    }

    private typealias Reading = ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
    /// The parts of a small mail, decoded; of a large one its bytes, to be decoded piece by piece.
    private enum Served: Sendable {
        case parts([(name: MailPartName, bytes: [UInt8])])
        case large(Wanted)
    }

    private static func decode(_ wanted: Wanted) throws -> Served {
        guard wanted.buffer.count <= bytesAtOnce / 4 else { return .large(wanted) }
        var parts: [(MailPartName, [UInt8])] = []
        try serve(wanted) { part, read in
            var bytes: [UInt8] = []
            if let read { try read { bytes.append(contentsOf: $0) } } else { bytes += wanted.buffer.bytes }
            parts.append((part, bytes))
        }
        return .parts(parts)
    }

    private func take(_ served: Served) throws {
        switch served {
        case .parts(let parts):
            for (part, bytes) in parts {
                try sink.takeBytes(ofEntry: part.text) { chunk in try bytes.withUnsafeBytes { try chunk($0) }
                }
            }
        case .large(let wanted):
            try Self.serve(wanted) { part, read in
                if let read { return try sink.takeBytes(ofEntry: part.text, read) }
                try takeWhole(part, wanted.range, wanted.buffer)
            }
        }
    }

    /// Hands out the parts of a mail, each with what reads it, which is `nil` for the whole mail.
    private static func serve(_ wanted: Wanted, _ body: (MailPartName, Reading?) throws -> Void) throws {
        let mail = wanted.buffer.isHarmless ? MimeMail(wanted.buffer) : nil
        for part in wanted.parts {
            if part.part == MailPartName.whole {
                try body(part, nil)
            } else if let mail {
                try serve(part, of: mail, body)
            }
        }
    }

    private static func serve(
        _ part: MailPartName, of mail: MimeMail, _ body: (MailPartName, Reading?) throws -> Void
    ) throws {
        let words = part.part.split(separator: "/")
        guard let path = words.first, let node = mail.node(path) else { return }
        guard words.count > 1 else { return try body(part) { try node.read($0) } }
        let files = PackedText(node.bytes(limit: 2 << 20)).files
        guard let number = Int(words[1]), files.indices.contains(number - 1) else { return }
        try body(part) { chunk in try files[number - 1].bytes.withUnsafeBytes { try chunk($0) } }
    }

    // A mail that is too large for memory is streamed from the archive.
    private func takeWhole(_ part: MailPartName, _ range: MailIndex.Range, _ buffer: MailBuffer) throws {
        guard !buffer.isInMemory else {
            return try sink.takeBytes(ofEntry: part.text) { try $0(buffer.bytes) }
        }
        struct Enough: Error {}
        let form = layout.form(range.file)
        let entry = layout.entry(range.file)
        try sink.takeBytes(ofEntry: part.text) { chunk in
            var position: Int64 = 0
            do {
                // A reader of its own: the one of this pass stands in the middle of the file.
                try MailFetcher(try Archive.open(archive.path), layout).read(entry, form) { bytes in
                    let start = max(0, range.offset - position)
                    let end = min(Int64(bytes.count), range.offset + range.length - position)
                    if end > start {
                        try chunk(UnsafeRawBufferPointer(rebasing: bytes[Int(start)..<Int(end)]))
                    }
                    position += Int64(bytes.count)
                    if position >= range.offset + range.length { throw Enough() }
                }
            } catch is Enough {}
        }
    }
}
