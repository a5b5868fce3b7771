// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryImport
internal import FerryModel

/// Hands the bytes of attachments to the sink, in the order in which the archive holds them.
struct SlackFileBytes {
    private let source: SlackSource

    init(_ source: SlackSource) {
        self.source = source
    }

    /// Streams each entry that the sink wants.
    func read() throws {
        let wanted = try source.sink.wantedEntries()
        guard !wanted.isEmpty else { return }
        for entry in source.archive.entries where wanted.contains(entry.name) {
            do {
                try source.sink.takeBytes(ofEntry: entry.name) { give in
                    try source.archive.read(entry) { chunk in
                        source.sink.advance(bytes: Int64(chunk.count))
                        try give(chunk)
                    }
                }
            } catch let failure as Failure where failure.kind == .archiveInvalid {
                try source.sink.take(
                    Loss(
                        code: "slack.file.damaged", kind: .attachment, state: .notInSource,
                        place: source.place(entry),
                        reason: "the file in the archive is damaged: " + failure.what))
            }
        }
    }
}
