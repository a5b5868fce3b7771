// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// What an archive says about the workspace it is of.
enum SlackWorkspace {
    /// `ministry` in `https://ministry.slack.com/…`, wherever it stands in a text.
    static func domain(in text: String) -> String? {
        guard let start = text.firstRange(of: "https://"),
            let end = text[start.upperBound...].firstRange(of: ".slack.com/")
        else { return nil }
        let name = text[start.upperBound..<end.lowerBound]
        let isName = name.utf8.allSatisfy { byte in
            (97...122).contains(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "-")
        }
        return isName && !name.isEmpty && !["files", "app", "api"].contains(name) ? String(name) : nil
    }

    /// `Ministry` in `Ministry Slack export Jan 1 2020 - Dec 31 2020.zip`, the name Slack gives its exports.
    static func name(inFileName path: String) -> String? {
        let file = path.split(separator: "/").last.map(String.init) ?? path
        guard let mark = file.firstRange(of: " Slack export "), mark.lowerBound > file.startIndex else {
            return nil
        }
        return String(file[..<mark.lowerBound])
    }

    /// An id for a workspace that no entry names: made of its oldest channel, which all its exports have.
    static func substituteId(_ channels: [SlackChannel]) -> String {
        let oldest = channels.min { left, right in
            (left.createdAt ?? .distant, left.id) < (right.createdAt ?? .distant, right.id)
        }
        return oldest.map { "of-" + $0.id } ?? "unknown"
    }
}

extension Timestamp {
    fileprivate static var distant: Timestamp { Timestamp(milliseconds: .max) }
}
