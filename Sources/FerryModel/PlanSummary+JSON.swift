// SPDX-License-Identifier: Apache-2.0
public import FerryJSON

extension PlanSummary {
    /// The version of the form below; a change that breaks readers raises it.
    public static let schema: Int64 = 1

    /// The content of `reports/plan.json`.
    public var json: JSONValue {
        [
            "schema": .int(Self.schema),
            "migration": .string(migration),
            "plan": .int(number),
            "profile": .string(profile.isEmpty ? "plain" : profile),
            "sources": .array(sources.map(\.json)),
            "people": [
                "total": .int(people.total), "mapped": .int(people.mapped), "ghosts": .int(people.ghosts),
                "suggested": .int(people.suggested), "conflicts": .int(people.conflicts),
            ],
            "rooms": [
                "total": .int(rooms.total), "spaces": .int(rooms.spaces), "public": .int(rooms.public),
                "private": .int(rooms.private), "direct": .int(rooms.direct), "group": .int(rooms.group),
            ],
            "events": [
                "total": .int(events.total), "messages": .int(events.messages),
                "reactions": .int(events.reactions), "edits": .int(events.edits),
                "redactions": .int(events.redactions), "state": .int(events.state),
            ],
            "media": [
                "files": .int(media.files), "bytes": .int(media.bytes), "missing": .int(media.missing),
            ],
            "losses": .array(losses.map(\.json)),
            "balance": Self.json(balance),
            "balanceBySource": .object(
                Dictionary(
                    uniqueKeysWithValues: sourceBalance.map { ($0.key.rawValue, Self.json($0.value)) })),
            "forecast": forecast.json,
            "months": .array(
                months.map {
                    ["month": .string($0.month), "source": .string($0.source), "messages": .int($0.messages)]
                }),
            "operations": .int(openOperations),
        ]
    }

    /// Reads what `json` wrote; what is missing stays at its zero.
    public init(json: JSONValue) {
        self.init()
        migration = json["migration"]?.string ?? ""
        number = json["plan"]?.int64 ?? 0
        profile = json["profile"]?.string.flatMap { $0 == "plain" ? nil : $0 } ?? ""
        openOperations = json["operations"]?.count ?? 0
        sources = (json["sources"]?.elements ?? []).map { Source(json: $0) }
        readPeopleAndRooms(json)
        events.messages = json["events"]?["messages"]?.count ?? 0
        events.reactions = json["events"]?["reactions"]?.count ?? 0
        events.edits = json["events"]?["edits"]?.count ?? 0
        events.redactions = json["events"]?["redactions"]?.count ?? 0
        events.state = json["events"]?["state"]?.count ?? 0
        media.files = json["media"]?["files"]?.count ?? 0
        media.bytes = json["media"]?["bytes"]?.int64 ?? 0
        media.missing = json["media"]?["missing"]?.count ?? 0
        losses = (json["losses"]?.elements ?? []).compactMap { LossGroup(json: $0) }
        forecast = Forecast(json: json["forecast"] ?? [:])
        balance = Self.balance(json["balance"])
        for source in SourceKind.allCases {
            let figures = Self.balance(json["balanceBySource"]?[source.rawValue])
            if !figures.isEmpty { sourceBalance[source] = figures }
        }
        months =
            (json["months"]?.elements ?? []).map {
                Month(
                    month: $0["month"]?.string ?? "", source: $0["source"]?.string ?? "",
                    messages: $0["messages"]?.count ?? 0)
            }
    }

    private static func json(_ balance: [RecordKind: Balance]) -> JSONValue {
        .object(Dictionary(uniqueKeysWithValues: balance.map { ($0.key.rawValue, $0.value.json) }))
    }

    private static func balance(_ json: JSONValue?) -> [RecordKind: Balance] {
        var balance: [RecordKind: Balance] = [:]
        for kind in RecordKind.allCases {
            if let figures = json?[kind.rawValue] { balance[kind] = Balance(json: figures) }
        }
        return balance
    }

    private mutating func readPeopleAndRooms(_ json: JSONValue) {
        people.total = json["people"]?["total"]?.count ?? 0
        people.mapped = json["people"]?["mapped"]?.count ?? 0
        people.ghosts = json["people"]?["ghosts"]?.count ?? 0
        people.suggested = json["people"]?["suggested"]?.count ?? 0
        people.conflicts = json["people"]?["conflicts"]?.count ?? 0
        rooms.total = json["rooms"]?["total"]?.count ?? 0
        rooms.spaces = json["rooms"]?["spaces"]?.count ?? 0
        rooms.public = json["rooms"]?["public"]?.count ?? 0
        rooms.private = json["rooms"]?["private"]?.count ?? 0
        rooms.direct = json["rooms"]?["direct"]?.count ?? 0
        rooms.group = json["rooms"]?["group"]?.count ?? 0
    }
}

extension PlanSummary.Source {
    fileprivate var json: JSONValue {
        [
            "kind": .string(kind), "path": .string(path), "layout": .string(layout),
            "digest": .string(digest),
            "bytes": .int(bytes), "lacks": .array(lacks.map { .string($0) }),
        ]
    }

    fileprivate init(json: JSONValue) {
        self.init(
            kind: json["kind"]?.string ?? "", path: json["path"]?.string ?? "",
            layout: json["layout"]?.string ?? "", digest: json["digest"]?.string ?? "",
            bytes: json["bytes"]?.int64 ?? 0, lacks: (json["lacks"]?.elements ?? []).compactMap(\.string))
    }
}

extension PlanSummary.LossGroup {
    fileprivate var json: JSONValue {
        [
            "code": .string(code), "kind": .string(kind.rawValue), "state": .string(state.rawValue),
            "count": .int(count), "reason": .string(reason), "examples": .array(examples.map { .string($0) }),
        ]
    }

    fileprivate init?(json: JSONValue) {
        guard let kind = json["kind"]?.string.flatMap({ RecordKind(rawValue: $0) }),
            let state = json["state"]?.string.flatMap({ Loss.State(rawValue: $0) })
        else { return nil }
        self.init(
            code: json["code"]?.string ?? "", kind: kind, state: state, count: json["count"]?.count ?? 0,
            reason: json["reason"]?.string ?? "",
            examples: (json["examples"]?.elements ?? []).compactMap(\.string))
    }
}

extension PlanSummary.Forecast {
    fileprivate var json: JSONValue {
        [
            "operations": .int(operations), "eventsPerSecond": .double(eventsPerSecond),
            "hours": .double(hours),
            "windows": .int(windows), "windowHours": .double(windowHours),
        ]
    }

    fileprivate init(json: JSONValue) {
        self.init()
        operations = json["operations"]?.count ?? 0
        eventsPerSecond = json["eventsPerSecond"]?.double ?? 0
        hours = json["hours"]?.double ?? 0
        windows = json["windows"]?.count ?? 0
        windowHours = json["windowHours"]?.double ?? 0
    }
}

extension Balance {
    fileprivate var json: JSONValue {
        [
            "parsed": .int(parsed), "carried": .int(carried), "carriedWithLoss": .int(carriedWithLoss),
            "notCarried": .int(notCarried),
        ]
    }

    fileprivate init(json: JSONValue) {
        self.init(
            parsed: json["parsed"]?.count ?? 0, carried: json["carried"]?.count ?? 0,
            carriedWithLoss: json["carriedWithLoss"]?.count ?? 0, notCarried: json["notCarried"]?.count ?? 0)
    }
}

extension JSONValue {
    fileprivate static func int(_ number: Int) -> JSONValue { .int(Int64(number)) }

    fileprivate var count: Int? { int64.map { Int($0) } }
}
