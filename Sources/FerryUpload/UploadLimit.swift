// SPDX-License-Identifier: Apache-2.0
import MatrixClient

/// The largest file that the homeserver says it takes; it is asked once.
///
/// A homeserver that gets more than it takes may break the connection instead of refusing in words, as Synapse does
/// with bodies of more than some 12 MiB: such a file would be sent again and again, and nothing behind it.
actor UploadLimit {
    // Below it every homeserver refuses in words.
    private static let harmless: Int64 = 1 << 20

    private let homeserver: Homeserver
    /// The outer one is `nil` until the homeserver has answered.
    private var answer: Int64??

    init(_ homeserver: Homeserver) { self.homeserver = homeserver }

    /// Why a file of so many bytes need not be sent; `nil` when it may be taken.
    func refusal(ofBytes size: Int64) async -> String? {
        guard size > Self.harmless, let limit = await bytes(), size > limit else { return nil }
        return "the file has \(size) bytes, the homeserver takes \(limit) (max_upload_size)"
    }

    private func bytes() async -> Int64? {
        if let answer { return answer }
        switch await homeserver.uploadLimit() {
        case .ok(let limit): answer = .some(limit)
        // It does not say; that is not asked again.
        case .refused: answer = .some(nil)
        default: return nil
        }
        return answer ?? nil
    }
}
