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
    }

    func read(_ expected: Expected) async throws -> VerifySummary.Difference? {
        guard expected.isUploaded, let address = MediaAddress(expected.address) else {
            return difference(.missing, expected, "not uploaded")
        }
        // A broken download is tried again; only a whole one says anything.
        for attempt in 1...3 {
            let count = DownloadedBytes()
            switch await homeserver.downloadMedia(address, as: .appservice, handler: { count.add($0) }) {
            case .ok:
                return count.digest == expected.digest ? nil : difference(.different, expected, "SHA-256")
            case .refused(let refusal): return difference(.missing, expected, refusal.description)
            case .tokenRejected(let refusal):
                throw Failure(
                    .notAllowed, "the homeserver does not accept the appservice token: \(refusal)",
                    remedy: "check as_token_file")
            default: try? await Task.sleep(for: .seconds(attempt))
            }
        }
        return difference(.unreadable, expected, "the download broke off")
    }

    private func difference(
        _ verdict: VerifySummary.Verdict, _ expected: Expected, _ what: String
    ) -> VerifySummary.Difference {
        .init(verdict: verdict, room: expected.address, event: "", source: expected.source, what: what)
    }
}

/// Hashes what arrives. The transport calls it from one thread, and it is asked when everything has arrived.
final class DownloadedBytes: @unchecked Sendable {
    private let hasher = SHA256()

    func add(_ bytes: UnsafeRawBufferPointer) { hasher.update(bytes) }

    /// The digest of all bytes; to be asked once.
    var digest: Digest { hasher.finish() }
}
