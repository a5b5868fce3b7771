// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive
internal import FerryJSON
internal import FerryModel

/// Files of the tools that write their names into a transcript only: webex-teams-archiver and
/// Webex-Message-space-archiver.
struct WebexTranscriptFiles: WebexFileFinder {
    private let transcript: WebexTranscript
    private let claims: WebexClaims

    /// Settles which message has which file of a unit's folder.
    init(_ transcript: WebexTranscript, of unit: WebexUnit, in archive: Archive) {
        self.transcript = transcript
        var claims: [WebexClaims.Claim] = []
        for (message, files) in transcript.files.sorted(by: { $0.key < $1.key }) {
            for (index, file) in files.list.enumerated() where !file.isGone && !file.name.isEmpty {
                claims.append(.init(message: message, index: index, name: file.name, size: file.size))
            }
        }
        let folder = unit.folder + (unit.frontEnd == .archiver ? "attachments/" : "")
        self.claims = WebexClaims(claims, folder: folder, in: archive)
    }

    /// The files that messages name.
    var named: [ArchiveEntry] { claims.named }

    func files(of message: String, _ list: [JSONElement]) -> [WebexFile] {
        let ids = list.enumerated().map { WebexContentAddress.fileId($1.string, of: message, at: $0) }
        guard let known = transcript.files[message] else {
            return ids.map { WebexFile(id: $0, problem: .nameUnknown) }
        }
        var files = known.list.enumerated().map { index, file in
            // Where the order is not certain the name is the identity: the file is one of this message's anyhow.
            let name = String(file.name.split(separator: "/").last ?? "")
            let id = known.isAligned && ids.indices.contains(index) ? ids[index] : "name/" + name
            var found = WebexFile(id: id, name: name, mediaType: file.mediaType)
            found.size = file.size.flatMap { $0 > 0 ? $0 : nil }
            if file.isGone {
                found.problem = .gone
            } else if case .found(let entry) = claims.outcome(message, index) {
                found.entry = entry
            } else if case .problem(let problem) = claims.outcome(message, index) {
                found.problem = problem
            }
            return found
        }
        // The page leaves out what Webex did not have any more.
        for index in files.count..<max(files.count, ids.count) {
            files.append(WebexFile(id: known.list.isEmpty ? ids[index] : "gone/\(index)", problem: .gone))
        }
        return files
    }
}
