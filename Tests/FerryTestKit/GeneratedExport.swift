// SPDX-License-Identifier: Apache-2.0

/// A Slack export of invented messages, the same for the same seed: people, channels, threads, reactions, edits, files.
public struct GeneratedExport {
    private let folder: String
    private var random: any RandomNumberGenerator
    private let people = (0..<60).map { "U\(1000 + $0)" }
    private var second = 1_577_836_800

    /// Prepares an export into a folder.
    public init(folder: String, random: any RandomNumberGenerator) {
        self.folder = folder
        self.random = random
    }

    /// Writes it.
    public mutating func write(messages: Int, channels: Int) throws {
        try TestFile.makeFolder(folder)
        let users = people.map {
            #"{"id":"\#($0)","team_id":"T1","name":"person\#($0)","profile":{"real_name":"Person \#($0)","email":"\#($0)@example.org"}}"#
        }
        try TestFile.write("[" + users.joined(separator: ",") + "]", to: folder + "/users.json")
        let listed = (0..<channels).map {
            #"{"id":"C\#(100 + $0)","name":"channel-\#($0)","created":1577836800,"creator":"U1000","members":["U1000","U1001"]}"#
        }
        try TestFile.write("[" + listed.joined(separator: ",") + "]", to: folder + "/channels.json")
        for channel in 0..<channels { try write(messages / channels, in: "channel-\(channel)") }
    }

    private mutating func write(_ count: Int, in channel: String) throws {
        try TestFile.makeFolder(folder + "/" + channel)
        var roots: [String] = []
        var left = count
        var day = 0
        while left > 0 {
            let share = min(left, Int.random(in: 1...90, using: &random))
            let messages = (0..<share).map { _ in message(&roots) }
            let date = "20\(20 + day / 336)-\(Self.two(day / 28 % 12 + 1))-\(Self.two(day % 28 + 1))"
            try TestFile.write(
                "[" + messages.joined(separator: ",") + "]", to: "\(folder)/\(channel)/\(date).json")
            left -= share
            day += 1
        }
    }

    private mutating func message(_ roots: inout [String]) -> String {
        second += Int.random(in: 1...400, using: &random)
        let ts = "\(second).\(String(1_000_000 + Int.random(in: 0..<1_000_000, using: &random)).dropFirst())"
        let user = people.randomElement(using: &random) ?? "U1000"
        var fields = [#""type":"message""#, #""ts":"\#(ts)""#]
        switch Int.random(in: 0..<20, using: &random) {
        case 0:
            fields += [#""subtype":"bot_message""#, #""bot_id":"B\#(second % 7)""#, #""username":"Monitor""#]
            fields.append(#""text":"Sicherung \#(second)""#)
        case 1:
            fields += [#""subtype":"channel_join""#, #""user":"\#(user)""#, #""text":"<@\#(user)> joined""#]
        case 2: fields += [#""user":"W\#(second % 11)""#, #""text":"ein Gast, den niemand beschreibt""#]
        default: fields += [#""user":"\#(user)""#, #""text":"*Guten* Morgen <@\#(user)>, Nr. \#(second)""#]
        }
        switch Int.random(in: 0..<8, using: &random) {
        case 0: roots.append(ts)
        case 1, 2:
            let root = Int.random(in: 0..<30, using: &random) == 0 ? "1500000000.000100" : roots.last
            if let root { fields.append(#""thread_ts":"\#(root)""#) }
        case 3:
            let users = #"["\#(user)","U1001"]"#
            fields.append(#""reactions":[{"name":"thumbsup","users":\#(users),"count":3}]"#)
        case 4: fields.append(#""edited":{"user":"\#(user)","ts":"\#(second + 1).000000"}"#)
        case 5:
            fields.append(
                #""files":[{"id":"F\#(second % 400)","name":"a.pdf","mimetype":"application/pdf"}]"#)
        default: break
        }
        return "{" + fields.joined(separator: ",") + "}"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
