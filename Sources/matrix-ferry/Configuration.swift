// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryPlan
import Glibc
import Yams

/// What `ferry.yaml` and the environment say. The environment wins over the file, flags win over both.
struct Configuration: Sendable {
    /// The file's name in the migration directory.
    static let fileName = "ferry.yaml"

    /// Every key of the file; each can be given as an environment variable too, `homeserver.url` as
    /// `FERRY_HOMESERVER_URL`.
    enum Key: String, CaseIterable {
        case migration
        case profile
        case homeserverURL = "homeserver.url"
        case endpoints = "homeserver.endpoints"
        case serverName = "homeserver.server_name"
        case authorityFile = "homeserver.ca_file"
        case timeout = "homeserver.timeout"
        case tokenFile = "as_token_file"
        case bot = "sender_localpart"
        case localpart = "people.localpart"
        case botLocalpart = "people.bot_localpart"
        case roomVersion = "rooms.version"
        case publicJoinRule = "rooms.public_join_rule"
        case privateInSpace = "rooms.private_in_space"
        case federate = "rooms.federate"
        case roomHistory = "rooms.history"
        case encrypt = "rooms.encrypt"
        case leaveOutRooms = "rooms.leave_out"
        case accessRules = "rooms.access_rules"
        case alias = "rooms.alias"
        case setProfiles = "people.set_profiles"
        case domains = "people.domains"
        case directory = "people.directory"
        case lateMessages = "messages.late"
        case since = "messages.since"
        case until = "messages.until"
        case retention = "messages.retention"
        case retentionAsOf = "messages.retention_as_of"
        case leaveOutMessages = "messages.leave_out"
        case files = "messages.files"
        case threads = "messages.threads"
        case customReactions = "messages.custom_reactions"
        case mailLists = "mail.lists"
        case mailMailboxes = "mail.mailboxes"
        case mailMembers = "mail.members"
        case mailSeparateFolders = "mail.separate_folders"
        case mailDomains = "mail.domains"
        case mailFoldQuotes = "mail.fold_quotes"
        case mailUnquoteFrom = "mail.unquote_from"
        case concurrency = "upload.concurrency"
        case rate = "upload.rate"
        case giveUpAfter = "upload.give_up_after"
        case grace = "upload.grace"
        case maxDuration = "upload.max_duration"
        case window = "upload.window"
        case metricsFile = "upload.metrics_file"
        case complianceWorkspace = "compliance.workspace"
        case language = "report.language"
        case forecastRate = "forecast.events_per_second"
        case forecastWindow = "forecast.window_hours"
        case zoomAccount = "zoom.account"
        case zoomTimeZone = "zoom.time_zone"
        case zoomMeetingDate = "zoom.meeting_date"
        case zoomDateOrder = "zoom.date_order"
        case zoomPrivateMessages = "zoom.private_messages"
        case zoomTranscripts = "zoom.transcripts"
        case zoomMeetingRooms = "zoom.meeting_rooms"
        case zoomJoinNames = "zoom.join_names"
        case zoomSavedBy = "zoom.saved_by"
        case zoomColumnTime = "zoom.columns.time"
        case zoomColumnDate = "zoom.columns.date"
        case zoomColumnSender = "zoom.columns.sender"
        case zoomColumnSenderAddress = "zoom.columns.sender_address"
        case zoomColumnReceiver = "zoom.columns.receiver"
        case zoomColumnChannel = "zoom.columns.channel"
        case zoomColumnChannelId = "zoom.columns.channel_id"
        case zoomColumnMessage = "zoom.columns.message"
        case zoomColumnMessageId = "zoom.columns.message_id"
        case zoomColumnFile = "zoom.columns.file"
        case zoomColumnReplyTo = "zoom.columns.reply_to"

        var variable: String { "FERRY_" + String(rawValue.uppercased().map { $0 == "." ? "_" : $0 }) }
    }

    private let values: [Key: String]
    private let path: String

    /// Reads the configuration of a migration directory.
    ///
    /// - Throws: `Failure.configuration` for a missing file, bad YAML, an unknown key or a wrong value.
    init(directory: String, environment: (String) -> String? = Environment.value) throws {
        path = directory + "/" + Self.fileName
        guard let text = try TextFile.read(path) else {
            throw Failure(
                .configuration, "there is no migration here: ferry.yaml is missing", at: path,
                remedy: "run `matrix-ferry init` first, or name the directory with -C")
        }
        var values = try Self.parse(text, path: path)
        for key in Key.allCases {
            if let value = environment(key.variable), !value.isEmpty { values[key] = value }
        }
        for (key, value) in try Self.profile(values[.profile], path: path) where values[key] == nil {
            values[key] = value
        }
        self.values = values
    }

    private static func profile(_ name: String?, path: String) throws -> [Key: String] {
        guard let name else { return [:] }
        guard let profile = DeploymentProfile(rawValue: name) else {
            let words = DeploymentProfile.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(
                .configuration, "profile is none of \(words)", at: path, remedy: "use one of them, or none")
        }
        return profile.defaults
    }

    private static func parse(_ text: String, path: String) throws -> [Key: String] {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            // The library's own words quote the file, which may name people.
            let (problem, line) = Self.problem(error)
            throw Failure(
                .configuration, "ferry.yaml is not valid YAML: \(problem)",
                at: line.map { "\(path), line \($0)" } ?? path, remedy: "correct the line named")
        }
        var values: [Key: String] = [:]
        for (name, value, line) in flattened(root, prefix: "") {
            guard let key = Key(rawValue: name) else {
                throw Failure(
                    .configuration, "ferry.yaml has an unknown key \(name)", at: "\(path), line \(line)",
                    remedy: "did you mean \(NearestWord.to(name, among: Key.allCases.map(\.rawValue)))?")
            }
            values[key] = value
        }
        return values
    }

    private static func problem(_ error: any Error) -> (words: String, line: Int?) {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            (problem, mark.line)
        case .reader(let problem, _, _, _): (problem, nil)
        case .duplicatedKeysInMapping(let keys, let context):
            ("a key stands twice: " + keys.sorted().joined(separator: ", "), context.mark.line)
        default: ("it cannot be read", nil)
        }
    }

    private static func flattened(_ node: Node?, prefix: String) -> [(name: String, value: String, line: Int)]
    {
        guard let mapping = node?.mapping else { return [] }
        return mapping.flatMap { key, value -> [(name: String, value: String, line: Int)] in
            let name = prefix + (key.string ?? "")
            if value.mapping != nil { return flattened(value, prefix: name + ".") }
            if let sequence = value.sequence {
                let text = sequence.compactMap(\.scalar?.string).joined(separator: "\n")
                return text.isEmpty ? [] : [(name, text, key.mark?.line ?? 0)]
            }
            guard let text = value.scalar?.string, !text.isEmpty, text != "null" || value.tag != Tag(.null)
            else {
                return []
            }
            return [(name, text, key.mark?.line ?? 0)]
        }
    }

    /// Everything that may decide what an archive's records are, in one text.
    var settings: String {
        let foreign = ["homeserver.", "upload.", "forecast.", "as_token_file"]
        return values.filter { key, _ in !foreign.contains { key.rawValue.hasPrefix($0) } }
            .map { $0.key.rawValue + "=" + $0.value }.sorted().joined(separator: "\n")
    }

    // MARK: Values

    func text(_ key: Key) -> String? { values[key] }

    func required(_ key: Key) throws -> String {
        guard let value = values[key] else {
            throw failure(key, "is missing", "set it in ferry.yaml, or \(key.variable) in the environment")
        }
        return value
    }

    func number(_ key: Key, default standard: Double) throws -> Double {
        guard let text = values[key] else { return standard }
        guard let number = Double(text), number > 0, number.isFinite else {
            throw failure(key, "is no positive number", "correct it")
        }
        return number
    }

    func flag(_ key: Key, default standard: Bool) throws -> Bool {
        guard let text = values[key] else { return standard }
        guard let flag = ["true": true, "false": false][text.lowercased()] else {
            throw failure(key, "is neither true nor false", "correct it")
        }
        return flag
    }

    /// The texts of a YAML list; commas part them where the value is one text, as in the environment.
    func list(_ key: Key) -> [String] {
        (values[key] ?? "").split { $0 == "\n" || $0 == "," }.map { text in
            let end = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace)
            return String(end.reversed())
        }.filter { !$0.isEmpty }
    }

    func choice<Value: RawRepresentable & CaseIterable>(_ key: Key, default standard: Value) throws -> Value
    where Value.RawValue == String {
        guard let text = values[key] else { return standard }
        guard let value = Value(rawValue: text) else {
            let words = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw failure(key, "is none of \(words)", "use one of them")
        }
        return value
    }

    /// A choice that may be left open.
    func choice<Value: RawRepresentable & CaseIterable>(_ key: Key, _: Value.Type) throws -> Value?
    where Value.RawValue == String {
        guard values[key] != nil, let first = Value.allCases.first else { return nil }
        return try choice(key, default: first)
    }

    /// A list of choices, in a fixed order.
    func choices<Value: RawRepresentable & CaseIterable>(_ key: Key) throws -> [Value]
    where Value.RawValue == String {
        let texts = list(key)
        let known = Value.allCases.map(\.rawValue)
        if let unknown = texts.first(where: { !known.contains($0) }) {
            let words = known.joined(separator: ", ")
            throw failure(key, "names \(unknown), which is none of \(words)", "use some of them")
        }
        return Value.allCases.filter { texts.contains($0.rawValue) }
    }

    /// The beginning of a day in UTC, written `2019-01-31`.
    func day(_ key: Key) throws -> Timestamp? {
        guard let text = values[key] else { return nil }
        guard let day = Timestamp(day: text) else {
            throw failure(key, "is no day such as 2019-01-31", "correct it")
        }
        return day
    }

    func duration(_ key: Key, default standard: Duration) throws -> Duration { try duration(key) ?? standard }

    /// A time that may be left open.
    func duration(_ key: Key) throws -> Duration? {
        guard let text = values[key] else { return nil }
        guard let duration = DurationText.duration(text) else {
            throw failure(key, "is no duration such as 90s, 30m or 8h", "correct it")
        }
        return duration
    }

    /// When something may run; `nil` at any time.
    func window(_ key: Key) throws -> TimeWindow? {
        do {
            return try values[key].map { try TimeWindow($0) }
        } catch let refusal as Failure {
            throw failure(key, "cannot be used: \(refusal.what)", refusal.remedy)
        }
    }

    func failure(_ key: Key, _ what: String, _ remedy: String) -> Failure {
        Failure(.configuration, "\(key.rawValue) \(what)", at: path, remedy: remedy)
    }
}
