// SPDX-License-Identifier: Apache-2.0
public import FerryModel
public import FerryStore

/// The dry-run report: what a plan carries over, what it does not, why, and how long it takes.
///
/// The same store gives the same bytes; there is no clock in it.
public struct PlanReport: Sendable {
    /// The tables and pages it consists of.
    public enum File {
        /// The figures, for machines.
        public static let json = "plan.json"
        /// The page.
        public static let html = "plan.html"
        /// Every person with its user and the reason.
        public static let people = "plan-people.csv"
        /// Every room with its size.
        public static let rooms = "plan-rooms.csv"
        /// What became of the records, by source and kind.
        public static let balance = "plan-balance.csv"
        /// Every loss with its place.
        public static let losses = "plan-losses.csv"
    }

    /// Hands out lines one after the other.
    public typealias Lines<Line> = ((Line) throws -> Void) throws -> Void

    let summary: PlanSummary
    let people: PeopleOverview
    let rooms: RoomOverview
    let isStale: Bool

    /// A report of a plan's figures, the decisions about people, by key, and the rooms, largest first.
    ///
    /// `isStale` says that archives were imported since, so that the plan says less than there is.
    init(
        summary: PlanSummary, people: [Store.PersonLine], rooms: [Store.RoomLine], isStale: Bool = false
    ) {
        self.init(
            summary: summary, overviews: (PeopleOverview(people), RoomOverview(rooms)), isStale: isStale)
    }

    private init(
        summary: PlanSummary, overviews: (people: PeopleOverview, rooms: RoomOverview), isStale: Bool
    ) {
        self.summary = summary
        (people, rooms) = overviews
        self.isStale = isStale
    }

    /// The report of the newest plan; `nil` before the first plan.
    ///
    /// - Throws: `Failure` when the store cannot be read.
    public init?(_ store: Store) throws {
        guard let summary = try store.newestPlan() else { return nil }
        var people = PeopleOverview()
        var rooms = RoomOverview()
        try store.forEachPerson { people.add($0) }
        try store.forEachRoom { rooms.add($0) }
        self.init(summary: summary, overviews: (people, rooms), isStale: try store.isPlanStale())
    }

    /// The page, self-contained.
    public func html(_ language: ReportLanguage = .english) -> String {
        PlanPage(report: self, words: Wording(language: language)).html
    }

    /// The content of `plan.json`.
    public var json: String { summary.json.reportText }

    /// Writes the four tables, the page and, last, the JSON of a plan, none of the lines held in memory; `losses` hands out
    /// every loss, as `Store.forEachLoss` does.
    ///
    /// - Throws: `Failure.storage`; every file is then either the old one or the new one.
    @discardableResult
    static func write(
        _ summary: PlanSummary, isStale: Bool = false, to folder: ReportFolder,
        in language: ReportLanguage = .english, people: Lines<Store.PersonLine>,
        rooms: Lines<Store.RoomLine>, losses: Lines<Loss>
    ) throws -> PlanReport {
        let overviews = (people: try write(people: people, to: folder), try write(rooms: rooms, to: folder))
        let report = PlanReport(summary: summary, overviews: overviews, isStale: isStale)
        try report.writeLosses(to: folder, losses)
        try report.writeBalance(to: folder)
        try folder.write(File.html, report.html(language))
        try folder.write(File.json, report.json)
        return report
    }

    /// Writes the report of a store's newest plan and gives it back; `nil` before the first plan.
    ///
    /// - Throws: `Failure`.
    @discardableResult
    public static func write(
        _ store: Store, to folder: ReportFolder, in language: ReportLanguage = .english
    ) throws -> PlanReport? {
        guard let summary = try store.newestPlan() else { return nil }
        return try write(
            summary, isStale: try store.isPlanStale(), to: folder, in: language,
            people: store.forEachPerson, rooms: store.forEachRoom,
            losses: { take in try store.forEachLoss { loss, _ in try take(loss) } })
    }

    private static func write(people: Lines<Store.PersonLine>, to folder: ReportFolder) throws
        -> PeopleOverview
    {
        var overview = PeopleOverview()
        let table = try ReportTable(
            File.people, columns: ["key", "name", "role", "departed", "matrix_id", "reason"], in: folder)
        try people { line in
            overview.add(line)
            try table.append([
                line.key, line.name, line.role, line.isDeparted ? "yes" : "no", line.user, line.reason,
            ])
        }
        try table.finish()
        return overview
    }

    private static func write(rooms: Lines<Store.RoomLine>, to folder: ReportFolder) throws -> RoomOverview {
        var overview = RoomOverview()
        let table = try ReportTable(
            File.rooms, columns: ["key", "name", "kind", "messages", "events", "members", "room_id"],
            in: folder)
        try rooms { line in
            overview.add(line)
            try table.append([
                line.key, line.name, line.kind, String(line.messages), String(line.events),
                String(line.members), line.room ?? "",
            ])
        }
        try table.finish()
        return overview
    }

    private func writeBalance(to folder: ReportFolder) throws {
        let table = try ReportTable(
            File.balance,
            columns: ["source", "kind", "parsed", "carried", "carried_with_loss", "not_carried"], in: folder)
        for source in SourceKind.allCases {
            for kind in RecordKind.allCases {
                guard let balance = summary.sourceBalance[source]?[kind], balance != Balance() else {
                    continue
                }
                let figures = [
                    balance.parsed, balance.carried, balance.carriedWithLoss, balance.notCarried,
                ]
                try table.append([source.rawValue, kind.rawValue] + figures.map { String($0) })
            }
        }
        try table.finish()
    }

    private func writeLosses(to folder: ReportFolder, _ losses: ((Loss) throws -> Void) throws -> Void) throws
    {
        let columns = ["code", "kind", "state", "count", "key", "archive", "entry", "line", "byte", "reason"]
        let table = try ReportTable(File.losses, columns: columns, in: folder)
        try losses { loss in
            try table.append([
                loss.code, loss.kind.rawValue, loss.state.rawValue, String(loss.count),
                VisibleText.visible(loss.key?.text ?? ""), VisibleText.visible(loss.place?.archive ?? ""),
                VisibleText.visible(loss.place?.entry ?? ""), loss.place?.line.map(String.init) ?? "",
                loss.place?.offset.map { String($0) } ?? "",
                VisibleText.visible(loss.reason),
            ])
        }
        try table.finish()
    }
}
