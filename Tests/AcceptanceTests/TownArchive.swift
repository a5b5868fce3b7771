// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import Glibc

/// A town's Slack export, the same for the same random numbers: forty channels, some 3,000 events, 120 files, with threads,
/// edits, deletions, reactions, pins and people who come and go.
struct TownArchive {
    static let channels = 40
    static let filesPerChannel = 3
    private static let people = 24
    private static let messagesPerChannel = 48
    /// Which message of a channel was deleted; the next one answers it.
    private static let deleted = 23

    private let folder: String
    private let days: Int
    private var random: Seed
    private var files = 0

    /// Writes one into a new folder.
    ///
    /// - Parameter days: how many days it tells of, at most 18, each as large as the first; an export of more days holds the same on the
    ///   days before.
    static func write(to folder: String, random: Seed, days: Int = 1) throws {
        var town = TownArchive(folder: folder, days: days, random: random)
        try town.write()
    }

    private init(folder: String, days: Int, random: Seed) {
        self.folder = folder
        self.days = days
        self.random = random
    }

    private static func person(_ number: Int) -> String { "U\(100 + number % people)" }

    private mutating func write() throws {
        mkdir(folder, 0o700)
        mkdir(folder + "/__uploads", 0o700)
        let users = (0..<Self.people).map { number in
            #"{"id":"\#(Self.person(number))","name":"p\#(number)","profile":{"display_name":"Person \#(number)","#
                + #""email":"p\#(number)@example.org"}}"#
        }
        try TestFile.write("[\(users.joined(separator: ",\n"))]", to: folder + "/users.json")
        var listed: [String] = []
        for channel in 0..<Self.channels {
            let members = (channel..<channel + 5).map { "\"\(Self.person($0))\"" }.joined(separator: ",")
            let start = Self.start(channel)
            listed.append(
                #"{"id":"C\#(channel)","name":"room-\#(channel)","created":\#(start - 100),"#
                    + #""creator":"\#(Self.person(channel))","members":[\#(members)],"#
                    + #""topic":{"value":"Affairs number \#(channel)"},"#
                    + #""pins":[{"id":"\#(start + 60).000100","type":"C","created":\#(start + 90)}]}"#)
        }
        for day in 0..<days { for channel in 0..<Self.channels { try write(channel, day) } }
        try TestFile.write("[\(listed.joined(separator: ",\n"))]", to: folder + "/channels.json")
    }

    private static func start(_ channel: Int) -> Int { 1_600_000_000 + channel * 1_000 }

    private mutating func write(_ channel: Int, _ day: Int) throws {
        mkdir(folder + "/room-\(channel)", 0o700)
        var messages: [String] = []
        var roots: [String] = []
        for number in 1...Self.messagesPerChannel {
            let second = Self.start(channel) + day * 86_400 + number * 60
            let message = try message(number, at: second, in: channel, &roots)
            messages.append(message)
        }
        let text = "[\(messages.joined(separator: ",\n"))]"
        try TestFile.write(
            text, to: folder + "/room-\(channel)/2020-09-\(13 + day).json")
    }

    private mutating func message(
        _ number: Int, at second: Int, in channel: Int, _ roots: inout [String]
    ) throws -> String {
        let author = Self.person(channel + Int.random(in: 0..<5, using: &random))
        let other = Self.person(channel + Int.random(in: 0..<5, using: &random))
        var fields = [#""type":"message""#, #""user":"\#(author)""#, #""ts":"\#(second).000100""#]
        if number == Self.deleted {
            fields.append(#""subtype":"tombstone","text":"This message was deleted.","reply_count":1"#)
            fields.append(#""thread_ts":"\#(second).000100""#)
            roots.append("\(second).000100")
            return "{\(fields.joined(separator: ","))}"
        }
        fields.append(#""text":"Something that was said about affairs, number \#(channel) \#(number)""#)
        switch number == Self.deleted + 1 ? 0 : Int.random(in: 0..<10, using: &random) {
        case 0...2:
            if let root = roots.last { fields.append(#""thread_ts":"\#(root)""#) }
        case 3:
            roots.append("\(second).000100")
            fields.append(#""thread_ts":"\#(second).000100","reply_count":1"#)
        case 4: fields.append(#""edited":{"user":"\#(author)","ts":"\#(second + 20).000000"}"#)
        case 5, 6:
            fields.append(#""reactions":[{"name":"tada","users":["\#(other)"],"count":1}]"#)
        default: break
        }
        if number.isMultiple(of: Self.messagesPerChannel / Self.filesPerChannel) {
            fields.append(#""files":[\#(try file())]"#)
        }
        return "{\(fields.joined(separator: ","))}"
    }

    private mutating func file() throws -> String {
        files += 1
        let place = folder + "/__uploads/F\(files)"
        mkdir(place, 0o700)
        let bytes = (0..<Int.random(in: 100...4000, using: &random)).map { _ in
            UInt8.random(in: .min ... .max, using: &random)
        }
        try TestFile.write(bytes, to: place + "/file-\(files).bin")
        return
            #"{"id":"F\#(files)","name":"file-\#(files).bin","mimetype":"application/octet-stream","mode":"hosted","#
            + #""size":\#(bytes.count)}"#
    }
}
