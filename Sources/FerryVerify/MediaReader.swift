// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryStore
import MatrixClient

/// Downloads a file from the homeserver and compares its bytes with what was imported.
struct MediaReader: Sendable {
    let homeserver: Homeserver

    /// A file the homeserver must hold.
    struct Expected: Sendable {
        let address: String
        let source: String
        let digest: Digest?
        let size: Int64
        let isUploaded: Bool

        init(_ media: Journal.Media) throws {
            let payload = try JSONValue(parsing: media.operation.payload)
            address = media.address
            source = media.operation.key.text
            digest = payload["sha256"]?.string.flatMap { Digest(hex: $0) }
            size = payload["size"]?.int64 ?? 0
            isUploaded = media.operation.state == .done
        }
    }

    /// What is wrong with the file, and its line of the manifest if it is there.
    func read(_ expected: Expected) async throws -> (VerifySummary.Difference?, ManifestLine?) {
        guard expected.isUploaded, let address = MediaAddress(expected.address) else {
            return (difference(.missing, expected, "not uploaded"), nil)
        }
        // A broken download is tried again, and so is a whole one that is not what it should be: it may have been the page
        // of a proxy.
        var wrong: Digest?
        for attempt in 1...4 {
            let passed = PassingBytes()
            switch await homeserver.downloadMedia(address, as: .appservice, handler: { passed.add($0) }) {
            case .ok:
                let digest = passed.digest
                let line = ManifestLine.media(
                    address: expected.address, bytes: passed.count, digest: digest)
                if digest == expected.digest { return (nil, line) }
                if digest == wrong { return (difference(.different, expected, "SHA-256"), line) }
                wrong = digest
            case .refused(let refusal): return (difference(.missing, expected, refusal.description), nil)
            case .tokenRejected(let refusal):
                throw Failure(
                    .notAllowed, "the homeserver does not accept the appservice token: \(refusal)",
                    remedy: "check as_token_file")
            default: try? await Task.sleep(for: .seconds(attempt))
            }
        }
        return (difference(.unreadable, expected, "the download broke off"), nil)
    }

    private func difference(
        _ verdict: VerifySummary.Verdict, _ expected: Expected, _ what: String
    ) -> VerifySummary.Difference {
        .init(verdict: verdict, room: expected.address, event: "", source: expected.source, what: what)
    }
}
