// SPDX-License-Identifier: Apache-2.0
import FerryJSON
public import FerryModel
public import FerryStore
import MatrixEvents

/// Turns records into a plan: who becomes which user, which room each channel becomes, and every operation in its
/// lane. Deterministic: the same records, mapping and options give the same plan.
public final class Planner {
    /// What planning gives besides the operations.
    public struct Outcome: Sendable {
        /// The figures.
        public var summary: PlanSummary
        /// The lines of `mappings/people.csv`, proposals included; none if they were handed over one by one.
        public var people: [PeopleMapping.Line]
        /// The lines of `mappings/rooms.csv`; none if they were handed over one by one.
        public var rooms: [RoomMapping.Line]
    }

    let session: PlanSession
    let options: PlanOptions
    let rooms: RoomMapping
    let pictures: RoomPictures
    private(set) var aliases: [Int64: String] = [:]
    private(set) var spaces: [Int64: Space] = [:]
    /// The same, by the texts of their workspaces' keys.
    private(set) lazy var spacesByKey: [String: Space] = Dictionary(
        spaces.values.map { ($0.source.text, $0) }, uniquingKeysWith: { first, _ in first })
    var summary = PlanSummary()
    var tally = Tally()
    var directory = Directory()
    var countedAttachments: Set<Int64> = []
    var filteredFiles: [Int64: PlanFilter.Reason] = [:]
    private(set) var leftOutPersons: Set<Int64> = []
    let lossy: Set<Int64>
    var filter: PlanFilter { options.filter }
    var plannedMedia: Set<Int64> = []
    private var isBotPlanned = false
    let onProgress: (_ done: Int, _ total: Int) throws -> Void

    /// Plans everything that the store holds, in one transaction.
    ///
    /// - Parameters:
    ///   - pictures: what was found under the names in the column `avatar` of `mappings/rooms.csv`.
    ///   - mapping: what stands in `mappings/people.csv`; read when it is needed and let go after that.
    ///   - onPerson: is handed the lines of `mappings/people.csv`, which the outcome does not hold then: there may be
    ///     hundreds of thousands. What it has done is void when planning throws.
    ///   - onRoom: is handed the lines of `mappings/rooms.csv` in the same way.
    ///   - onProgress: hears after each room how many are planned; what it throws ends planning, and the store is as
    ///     before.
    /// - Throws: `Failure.archiveInvalid` when an import was interrupted, `Failure.configuration` when the mapping
    ///   contradicts what was sent already, `Failure.bug` when the balance does not add up.
    public static func plan(
        _ store: Store, options: PlanOptions, mapping: @autoclosure () throws -> PeopleMapping,
        rooms: RoomMapping = .empty, pictures: RoomPictures = .none,
        onPerson: ((PeopleMapping.Line) throws -> Void)? = nil,
        onRoom: ((RoomMapping.Line) throws -> Void)? = nil,
        onProgress: @escaping (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
    ) throws -> Outcome {
        try store.plan { session in
            let planner = try Planner(
                session: session, options: options, rooms: rooms, pictures: pictures, onProgress: onProgress)
            var people: [PeopleMapping.Line] = []
            var lines: [RoomMapping.Line] = []
            try session.use(.small)
            try planner.planPeople(mapping(), onPerson ?? { people.append($0) })
            try session.use(.large)
            let spaces = try planner.readSpaces()
            planner.spaces = Dictionary(spaces.map { ($0.key, $0) }) { first, _ in first }
            let groups = try RoomGroups(
                session.channels(), mapping: rooms, filter: options.filter,
                spaces: Set(planner.spacesByKey.keys),
                isMade: { try session.isSent(key: $0.id, part: "room") })
            planner.aliases = try AliasRegister(
                groups, spaces: spaces, mapping: rooms, options: options, sent: session.sentAliases()
            ).aliases
            for space in spaces { try planner.planSpace(space) }
            try planner.planRooms(groups)
            try session.use(.small)
            try planner.forEachLine(groups, spaces, onRoom ?? { lines.append($0) })
            try planner.countOrphans()
            try planner.finish()
            try session.use(.large)
            return Outcome(summary: planner.summary, people: people, rooms: lines)
        }
    }

    private init(
        session: PlanSession, options: PlanOptions, rooms: RoomMapping, pictures: RoomPictures,
        onProgress: @escaping (_ done: Int, _ total: Int) throws -> Void
    ) throws {
        self.onProgress = onProgress
        self.session = session
        self.rooms = rooms
        self.pictures = pictures
        self.options = options
        lossy = try session.recordsWithLoss()
    }

    // MARK: People

    private func planPeople(
        _ mapping: PeopleMapping, _ onPerson: (PeopleMapping.Line) throws -> Void
    ) throws {
        let settled = try session.settledUsers()
        var planner = PeoplePlanner(
            options: options, mapping: mapping, settled: settled,
            key: { [session] in try session.key($0).text })
        try session.gatherPersons()
        try session.forEachPerson { planner.learn($0, at: $1) }
        planner.settle()
        var accounts: [String: Int64] = [:]
        try session.forEachPerson { stored, place in
            tally.source = stored.value.key.key.source
            if let line = planner.omission(stored.value) {
                try onPerson(line)
                if settled[stored.id] != nil {
                    throw mapping.failure(
                        "the person of this line was carried over already and cannot be left out any more",
                        person: stored.value.key.key.text)
                }
                leftOutPersons.insert(stored.id)
                if stored.isRecord { try leaveOut(.person, key: stored.id, .person) }
                return
            }
            let (decision, line) = try planner.decide(stored, at: place)
            try onPerson(line)
            let account: Int64
            if let known = accounts[decision.user.text] {
                account = known
            } else {
                let name = CleanText.displayName(stored.value.displayName)
                // Nobody can make a user whose id the grammar of today forbids: it exists already, or never will.
                let kind: Account.Kind = decision.user.isHistorical ? .existing : .ghost
                let made = try session.account(decision.user.text, kind: kind, name: name)
                account = made.id
                accounts[decision.user.text] = account
                try planAccount(made, of: stored, name: name)
            }
            try session.decide(person: stored.id, account: account, reason: decision.reason)
            directory.add(stored, account: account, user: decision.user)
            if stored.isRecord {
                tally.count(.person, lossy.contains(stored.id) ? .carriedWithLoss : .carried)
            }
        }
        summary.people = planner.summary
        summary.people.ghosts = accounts.count
    }

    /// The member behind the key of a person; `nil` for who is in no archive, or left out.
    func member(_ key: PersonKey) throws -> Directory.Member? {
        try session.knownNumber(of: key.key).flatMap { directory.member($0) }
    }

    private func planAccount(_ account: Account, of stored: Stored<Person>, name: String) throws {
        let lane = try session.lane(.account, key: account.id, rank: 0, name: "account")
        let key = stored.id
        if account.kind != .existing {
            try append(
                PlannedOperation(.registerGhost, key: key, part: "register", sender: account.id), to: lane)
        }
        try append(PlannedOperation(.createDevice, key: key, part: "device", sender: account.id), to: lane)
        guard account.kind != .existing, options.setsProfiles || stored.value.role == .bot else { return }
        if !name.isEmpty {
            let payload = Self.text(["displayname": .string(name)])
            try append(
                PlannedOperation(
                    .setDisplayName, key: key, part: "name", sender: account.id, payload: payload),
                to: lane)
        }
        guard let avatar = try stored.value.avatar.flatMap({ try session.attachment($0) }) else { return }
        // The bot uploads it: a ghost may only act once its own lane, this one, is done.
        let bot = try session.account("@\(options.bot):\(options.server)", kind: .bot, name: "")
        if let media = try planMedia(avatar, sender: bot.id) {
            let payload = Self.text(["avatar_url": Template.json(.media(media))])
            try append(
                PlannedOperation(.setAvatar, key: key, part: "avatar", sender: account.id, payload: payload),
                to: lane)
        }
    }

    /// Plans the device of the appservice's user once; gives its account.
    func planBot(_ key: Int64) throws -> Int64 {
        let user = "@\(options.bot):\(options.server)"
        let bot = try session.account(user, kind: .bot, name: "")
        guard !isBotPlanned else { return bot.id }
        isBotPlanned = true
        let lane = try session.lane(.account, key: bot.id, rank: 0, name: "account of the appservice")
        try append(PlannedOperation(.createDevice, key: key, part: "device", sender: bot.id), to: lane)
        return bot.id
    }

    // MARK: Media

    /// Plans the upload of an attachment's bytes, once for all attachments with the same bytes, and counts the
    /// attachment. Gives the number under which the content URI will be known; `nil` when there are no bytes.
    func planMedia(_ attachment: StoredAttachment, sender: Int64) throws -> Int64? {
        let isFirst = countedAttachments.insert(attachment.id).inserted
        guard let file = attachment.file else {
            if isFirst { try countMissing(attachment) }
            return nil
        }
        let name = CleanText.fileName(attachment.name)
        if isFirst {
            if name != attachment.name { try stateOtherName(attachment) }
            tally.count(
                .attachment,
                lossy.contains(attachment.id) || name != attachment.name ? .carriedWithLoss : .carried,
                of: attachment.key.key.source)
        }
        let key = try session.firstAttachment(digest: file.digest) ?? attachment.id
        guard plannedMedia.insert(key).inserted else { return key }
        let type = attachment.mediaType.isEmpty ? "application/octet-stream" : attachment.mediaType
        try planUpload(file, type: type, name: name, key: key, sender: sender)
        return key
    }

    private func stateOtherName(_ attachment: StoredAttachment) throws {
        try session.take(
            Loss(
                code: "attachment.name-changed", kind: .attachment, state: .carriedWithLoss,
                key: attachment.key.key,
                reason:
                    "folders, control characters, marks of direction and what is longer than 255 characters "
                    + "are left out of the file's name"))
    }

    /// Plans the upload of bytes under the number of a key.
    func planUpload(
        _ file: MediaFolder.File, type: String, name: String, key: Int64, sender: Int64
    ) throws {
        summary.media.files += 1
        summary.media.bytes += file.size
        let lane = try session.lane(.media, key: key, rank: 2, name: "media")
        try append(PlannedOperation(.reserveMedia, key: key, part: "reserve", sender: sender), to: lane)
        let payload: JSONValue = [
            "sha256": .string(file.digest.hex), "size": .int(file.size), "type": .string(type),
            "name": .string(name),
        ]
        try append(
            PlannedOperation(
                .uploadMedia, key: key, part: "upload", sender: sender, payload: Self.text(payload)),
            to: lane)
    }

    private func countMissing(_ attachment: StoredAttachment) throws {
        tally.count(.attachment, .notCarried, of: attachment.key.key.source)
        summary.media.missing += 1
        // Where the importer knows the reason it has stated the loss itself.
        guard attachment.missing == nil else { return }
        try session.take(
            Loss(
                code: "attachment.not-read", kind: .attachment, state: .notInSource, key: attachment.key.key,
                reason: "the archive names the file but its bytes could not be read"))
    }

    private func planUnusedAttachments() throws {
        for attachment in try session.attachments(except: countedAttachments) {
            tally.count(.attachment, .notCarried, of: attachment.key.key.source)
            if let reason = filteredFiles[attachment.id] {
                try session.take(
                    Loss(
                        code: reason.code, kind: .attachment, state: .filtered, key: attachment.key.key,
                        reason: reason.text))
                continue
            }
            if attachment.file == nil { summary.media.missing += 1 }
            guard attachment.missing == nil else { continue }
            try session.take(
                Loss(
                    code: "attachment.unused", kind: .attachment, state: .notSupported,
                    key: attachment.key.key,
                    reason: "no message that is carried shows this file"))
        }
    }

    // MARK: Rest

    private func countOrphans() throws {
        for orphans in try session.orphans() {
            for (source, count) in orphans.counts {
                tally.count(orphans.kind, .notCarried, times: count, of: source)
            }
            try session.take(
                Loss(
                    code: "\(orphans.kind.rawValue).\(orphans.missing.rawValue)-missing", kind: orphans.kind,
                    state: .notInSource, key: orphans.example,
                    reason: "the \(orphans.missing.rawValue) it belongs to is in no archive",
                    count: orphans.count))
        }
        for (source, counts) in try session.unreadable() {
            for (kind, count) in counts { tally.count(kind, .notCarried, times: count, of: source) }
        }
    }

    private func finish() throws {
        try planUnusedAttachments()
        try tally.close(parsed: try session.parsed())
        summary.balance = tally.balance
        summary.sourceBalance = tally.sourceBalance
        summary.migration = options.migration
        summary.profile = options.profile
        summary.losses = try session.lossGroups()
        summary.months = try session.months()
        let pictured = try session.sourcesWithPictures()
        summary.sources = try session.archives().map {
            PlanSummary.Source(
                kind: $0.source, path: $0.path, layout: $0.layout, digest: $0.digest, bytes: $0.bytes,
                lacks: $0.lacks + Self.pictures(lackedBy: $0.source, pictured))
        }
        summary.openOperations = try session.readyCount()
        summary.forecast = try forecast()
        let inputs = summary.sources.map { $0.path + " " + $0.digest }.joined(separator: "\n")
        summary.number = try session.finish(summary, inputs: SHA256.digest(of: inputs).hex)
    }

    // No export of any chat holds pictures of its rooms; mail knows none of either kind.
    private static func pictures(lackedBy source: String, _ pictured: Set<String>) -> [String] {
        guard source != SourceKind.mail.rawValue else { return [] }
        return (pictured.contains(source) ? [] : ["pictures of people"])
            + ["pictures of rooms and workspaces"]
    }

    private func forecast() throws -> PlanSummary.Forecast {
        var forecast = PlanSummary.Forecast()
        forecast.operations = summary.openOperations
        forecast.eventsPerSecond = options.eventsPerSecond
        let work = Workload.messages(for: try session.readyCounts())
        forecast.hours = work / options.eventsPerSecond / 3600
        forecast.windowHours = options.windowHours
        forecast.windows = Int((forecast.hours / options.windowHours).rounded(.up))
        return forecast
    }

    // MARK: Putting down

    @discardableResult
    func append(_ operation: PlannedOperation, to lane: Int64) throws -> PlanSession.Outcome {
        try session.append(operation, to: lane)
    }

    func appendState(_ operation: PlannedOperation, to lane: Int64) throws {
        summary.events.state += 1
        try append(operation, to: lane)
    }

    /// Puts down a value of a room or space that may change from archive to archive, and back.
    func appendValue(_ operation: PlannedOperation, to lane: Int64) throws {
        var operation = operation
        operation.part = try session.recurringPart(operation.part, key: operation.key)
        try appendState(operation, to: lane)
    }

    static func text(_ value: JSONValue) -> String { String(decoding: value.canonicalBytes(), as: UTF8.self) }
}
