// SPDX-License-Identifier: Apache-2.0
import FerryModel

@testable import FerryStore

/// A migration with something of everything, hostile names included.
enum Samples {
    static let hostile = "\"><script>alert('x')</script>&amp;\u{0}\u{202E}cod.exe"

    static var plan: PlanSummary {
        var summary = PlanSummary()
        summary.migration = "lindenfurt"
        summary.number = 3
        summary.sources = sources
        summary.people.total = 42
        summary.people.mapped = 5
        summary.people.ghosts = 37
        summary.people.suggested = 1
        summary.people.conflicts = 5
        summary.rooms.total = 318
        summary.rooms.spaces = 2
        summary.rooms.public = 94
        summary.rooms.private = 41
        summary.rooms.direct = 162
        summary.rooms.group = 19
        summary.events.messages = 482_310
        summary.events.reactions = 61_204
        summary.events.edits = 8_112
        summary.events.redactions = 640
        summary.events.state = 9_877
        summary.media.files = 23_511
        summary.media.bytes = 48_213_660_912
        summary.media.missing = 412
        summary.losses = losses
        summary.sourceBalance = balance
        summary.balance = balance.values.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
        summary.forecast = forecast
        summary.months = months
        summary.openOperations = 594_410
        return summary
    }

    private static var sources: [PlanSummary.Source] {
        [
            PlanSummary.Source(
                kind: "slack", path: "archives/lindenfurt-2026-10.zip", layout: "workspace export",
                digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                bytes: 1_811_204_117,
                lacks: ["private channels", "direct messages", "pictures of people"]),
            PlanSummary.Source(
                kind: "teams", path: "archives/teams export/<b>Rathaus</b>", layout: "Graph export",
                digest: "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
                bytes: 47_900_112_003, lacks: ["files"]),
        ]
    }

    private static var losses: [PlanSummary.LossGroup] {
        [
            PlanSummary.LossGroup(
                code: "slack.reaction.nameless", kind: .reaction, state: .carriedWithLoss, count: 44_018,
                reason: "the archive does not name everybody who reacted",
                examples: ["slack:T012:reaction:C034/1735689600.000100/+1/U1"]),
            PlanSummary.LossGroup(
                code: "slack.file.not-in-archive", kind: .attachment, state: .notInSource, count: 398,
                reason: "the archive names the file but does not hold it",
                examples: [
                    "slack:T012:attachment:F0001", "slack:T012:attachment:F0002",
                    "<img src=x onerror=alert(1)>",
                ]),
            PlanSummary.LossGroup(
                code: "teams.card.parts", kind: .message, state: .carriedWithLoss, count: 211,
                reason: "the card is carried as readable text, its layout is not",
                examples: ["teams:T9:message:19:abc@thread.tacv2/1"]),
            PlanSummary.LossGroup(
                code: "filter.retention", kind: .message, state: .filtered, count: 95,
                reason: "it is older than messages are kept", examples: []),
            PlanSummary.LossGroup(
                code: "attachment.unused", kind: .attachment, state: .notSupported, count: 14,
                reason: "no message that is carried shows this file",
                examples: ["teams:T9:attachment:0f"]),
            PlanSummary.LossGroup(
                code: "pin.message-missing", kind: .pin, state: .notInSource, count: 1,
                reason: "the pinned message is in no archive", examples: ["slack:T012:pin:C034/17"]),
        ]
    }

    private static var balance: [SourceKind: [RecordKind: Balance]] {
        [
            .slack: [
                .workspace: Balance(parsed: 1, carried: 1),
                .person: Balance(parsed: 30, carried: 30),
                .channel: Balance(parsed: 200, carried: 200),
                .membership: Balance(parsed: 3_533, carried: 3_533),
                .message: Balance(parsed: 382_305, carried: 382_210, notCarried: 95),
                .reaction: Balance(parsed: 61_204, carried: 17_186, carriedWithLoss: 44_018),
                .pin: Balance(parsed: 118, carried: 117, notCarried: 1),
                .attachment: Balance(parsed: 20_102, carried: 19_704, notCarried: 398),
            ],
            .teams: [
                .workspace: Balance(parsed: 1, carried: 1),
                .person: Balance(parsed: 12, carried: 12),
                .channel: Balance(parsed: 116, carried: 116),
                .membership: Balance(parsed: 2_000, carried: 2_000),
                .message: Balance(parsed: 100_100, carried: 99_889, carriedWithLoss: 211),
                .attachment: Balance(parsed: 4_000, carried: 3_986, notCarried: 14),
            ],
        ]
    }

    private static var forecast: PlanSummary.Forecast {
        var forecast = PlanSummary.Forecast()
        forecast.operations = 594_410
        forecast.eventsPerSecond = 40
        forecast.hours = 4.1278
        forecast.windows = 1
        forecast.windowHours = 10
        return forecast
    }

    /// Four years and a half, the second source from the second year on, one month without messages.
    static var months: [PlanSummary.Month] {
        (0..<54).flatMap { index -> [PlanSummary.Month] in
            guard index != 20 else { return [] }
            let month = "\(2022 + index / 12)-" + (index % 12 < 9 ? "0" : "") + "\(index % 12 + 1)"
            let slack = 3_100 + (index * 7_919) % 2_400 + index * 40
            let teams = index < 16 ? 0 : (index - 15) * 130 + (index * 104_729) % 900
            return [PlanSummary.Month(month: month, source: "slack", messages: slack)]
                + (teams > 0 ? [PlanSummary.Month(month: month, source: "teams", messages: teams)] : [])
        }
    }

    static var people: [Store.PersonLine] {
        let reasons = [
            "mail address", "mail address", "mail address", "same mail address", "handle", "mapping file",
            "bot",
            "mail address, numbered since the name was taken",
        ]
        let ordinary = (1...40).map { index in
            Store.PersonLine(
                key: "slack:T012:person:U\(index)", name: "Person \(index)", role: "member",
                isDeparted: index % 9 == 0, user: "@person-\(index):example.org",
                reason: reasons[index % reasons.count])
        }
        return ordinary + [
            Store.PersonLine(
                key: "slack:T012:person:U99", name: hostile, role: "guest", isDeparted: false,
                user: "@u99:example.org", reason: "handle"),
            Store.PersonLine(
                key: "slack:T012:person:UA0", name: "=HYPERLINK(\"http://example.org\")", role: "external",
                isDeparted: true, user: "@ua0:example.org", reason: "handle"),
        ]
    }

    static var rooms: [Store.RoomLine] {
        let names = ["allgemein", "it-betrieb", "bürgerbüro", hostile, "", "straßenfest-2026", "قسم البناء"]
        let kinds = ["public", "private", "public", "group", "direct", "meeting", "unknown"]
        return (0..<32).map { index in
            let size = 96_000 / (index + 1) / (index + 1) + 32 - index
            return Store.RoomLine(
                key: "slack:T012:channel:C\(index)",
                name: index < names.count ? names[index] : "projekt-\(index)",
                kind: kinds[index % kinds.count],
                messages: size, events: size + 60 - index, members: 240 - index * 7,
                room: index == 0 ? "!abc:example.org" : nil)
        }
    }

    static var lossLines: [Loss] {
        [
            Loss(
                code: "slack.file.not-in-archive", kind: .attachment, state: .notInSource,
                key: SourceKey(.slack, workspace: "T012", .attachment, id: "F0001"),
                place: Place(archive: "archives/lindenfurt-2026-10.zip", entry: "@SUM(A1:A9)", line: 3),
                reason: "the archive names the file, but does not hold it"),
            Loss(
                code: "teams.message.unreadable", kind: .message, state: .notSupported,
                place: Place(archive: "a", entry: "b", offset: 512), reason: "no JSON", count: 2),
        ]
    }

    static var planLosses: (_ take: (Loss) throws -> Void) throws -> Void {
        { take in for loss in lossLines { try take(loss) } }
    }
}
