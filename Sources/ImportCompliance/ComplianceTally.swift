// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// What of one XML file is not carried one by one, by why; stated once for each file.
struct ComplianceTally {
    private var counts: [Kind: Int] = [:]

    enum Kind: String, CaseIterable {
        case visit = "visit.not-carried"
        case read = "read.not-carried"
        case unknown = "element.unknown"
        case noTime = "message.no-time"
        case noRoom = "message.no-room"
    }

    mutating func count(_ kind: Kind, _ number: Int = 1) { counts[kind, default: 0] += number }

    /// States everything.
    func state(in context: ComplianceContext, entry: String) throws {
        for kind in Kind.allCases {
            guard let count = counts[kind], count > 0 else { continue }
            try context.lose(
                kind.rawValue, kind == .noTime || kind == .noRoom ? .notInSource : .notSupported,
                kind == .visit ? .membership : .message, in: entry, count: count, because: kind.reason)
        }
    }
}

extension ComplianceTally.Kind {
    var reason: String {
        switch self {
        case .visit: "coming and going several times a day is not carried one by one"
        case .read: "that somebody read a history or downloaded a file is not carried"
        case .unknown: "elements of the file are nothing this program knows"
        case .noTime: "the message states no time"
        case .noRoom: "the conversation names neither a room nor its participants"
        }
    }
}
