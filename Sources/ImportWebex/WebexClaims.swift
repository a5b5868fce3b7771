// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive

/// Which file of a folder belongs to which message, where tools save files under the names that people gave them,
/// the later ones over the earlier ones.
///
/// A file that more than one message claims goes to the one that the number of bytes singles out, or to the last one
/// where the tool is known to write in the order of its list; else to nobody.
struct WebexClaims {
    /// One file of one message, by its name in the folder.
    struct Claim {
        let message: String
        let index: Int
        let name: String
        /// Bytes as the tool wrote them down, `nil` where it did not.
        let size: Int64?
    }

    /// What became of a claim.
    enum Outcome {
        case found(ArchiveEntry)
        case problem(WebexFileProblem)
    }

    private struct Owner: Hashable {
        let message: String
        let index: Int
    }

    private var outcomes: [Owner: Outcome] = [:]
    /// The files that claims name, found or not.
    private(set) var named: [ArchiveEntry] = []

    /// Settles all claims on the files of a folder.
    init(_ claims: [Claim], folder: String, in archive: Archive, lastWins: Bool = false) {
        // Plan.pdf and plan.pdf are one file on the disks that most tools write to.
        for group in Dictionary(grouping: claims, by: { $0.name.lowercased() }).values {
            let byName = Dictionary(grouping: group, by: \.name)
            let entries = byName.keys.compactMap { Self.entry($0, folder, archive) }
            named += entries
            if entries.count == byName.count {
                for (name, claims) in byName {
                    settle(claims, Self.entry(name, folder, archive), lastWins: lastWins)
                }
            } else {
                settle(group, entries.first, lastWins: lastWins)
            }
        }
    }

    /// What became of a message's claim.
    func outcome(_ message: String, _ index: Int) -> Outcome {
        outcomes[Owner(message: message, index: index)] ?? .problem(.notInArchive)
    }

    // Names of entries never lead upwards, so a name that would is not found.
    private static func entry(_ name: String, _ folder: String, _ archive: Archive) -> ArchiveEntry? {
        archive.entry(named: folder + name)
    }

    private mutating func settle(_ claims: [Claim], _ entry: ArchiveEntry?, lastWins: Bool) {
        func set(_ outcome: Outcome, _ claim: Claim) {
            outcomes[Owner(message: claim.message, index: claim.index)] = outcome
        }
        guard let entry else {
            for claim in claims { set(.problem(.notInArchive), claim) }
            return
        }
        guard claims.count > 1 else {
            let claim = claims[0]
            let isOther = claim.size.map { $0 > 0 && entry.size != nil && entry.size != $0 } ?? false
            set(isOther ? .problem(.differs) : .found(entry), claim)
            return
        }
        for claim in claims { set(.problem(.overwritten), claim) }
        let fitting = claims.filter { $0.size == nil || $0.size == 0 || $0.size == entry.size }
        if lastWins, let last = claims.last {
            set(.found(entry), last)
        } else if fitting.count == 1, entry.size != nil, fitting[0].size == entry.size {
            set(.found(entry), fitting[0])
        }
    }
}
