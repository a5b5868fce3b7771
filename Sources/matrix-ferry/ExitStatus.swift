// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// The exit codes of every verb. Unknown codes mean failure.
enum ExitStatus: Int32, CaseIterable {
    case done = 0
    case doneWithLosses = 3
    case differences = 4
    case planStale = 5
    case busy = 11
    case usage = 64
    case archiveInvalid = 65
    case archiveNotFound = 66
    case homeserverUnavailable = 69
    case bug = 70
    case storage = 74
    case paused = 75
    case notAllowed = 77
    case configuration = 78
    case interrupted = 130
    case terminated = 143

    /// The code of a failure.
    init(_ kind: Failure.Kind) {
        switch kind {
        case .planStale: self = .planStale
        case .busy: self = .busy
        case .usage: self = .usage
        case .archiveInvalid: self = .archiveInvalid
        case .archiveNotFound: self = .archiveNotFound
        case .homeserverUnavailable: self = .homeserverUnavailable
        case .bug: self = .bug
        case .storage: self = .storage
        case .paused: self = .paused
        case .notAllowed: self = .notAllowed
        case .configuration: self = .configuration
        }
    }

    /// What the code says, for `--help`.
    var meaning: String {
        switch self {
        case .done: "done, everything carried"
        case .doneWithLosses: "done, with losses listed in the report"
        case .differences: "verify found differences"
        case .planStale: "the plan is stale: plan again"
        case .busy: "another run holds the migration"
        case .usage: "wrong use of the command line"
        case .archiveInvalid: "the archive cannot be read"
        case .archiveNotFound: "the archive was not found"
        case .homeserverUnavailable: "the homeserver does not answer"
        case .bug: "a bug: please report it"
        case .storage: "disk full, too little memory, or another I/O error"
        case .paused: "paused: run again"
        case .notAllowed: "the token was rejected or may not do this"
        case .configuration: "the configuration is wrong"
        case .interrupted: "interrupted by SIGINT after a checkpoint"
        case .terminated: "interrupted by SIGTERM after a checkpoint"
        }
    }

    /// The table for `--help`.
    static var table: String {
        allCases.map { status in
            let code = String(status.rawValue)
            return "  " + String(repeating: " ", count: 3 - code.count) + code + "  " + status.meaning
        }.joined(separator: "\n")
    }
}
