// SPDX-License-Identifier: Apache-2.0
public import FerryModel
public import FerryStore
public import Logging
public import MatrixClient

/// Carries a plan out on the homeserver, each operation exactly once, several lanes at a time.
///
/// It can be ended at any moment, by a signal, by SIGKILL or by the power plug, and run again.
public struct Uploader: Sendable {
    private let store: Store
    private let journal: Journal
    private let homeserver: Homeserver
    private let media: MediaFolder
    private let server: String
    private let bot: String
    private let options: UploadOptions
    private let clock: ClientClock
    private let stop: StopSignal
    private let logger: Logger
    /// Figures while it runs.
    public let progress = Progress()

    /// - Parameters:
    ///   - server: the homeserver's name, the part of ids after the colon.
    ///   - bot: the localpart of the appservice's own user.
    ///   - stop: ends the upload after what is in flight.
    public init(
        store: Store, homeserver: Homeserver, media: MediaFolder, server: String, bot: String,
        options: UploadOptions = UploadOptions(), clock: ClientClock = .system,
        stop: StopSignal = StopSignal(),
        logger: Logger = Logger(label: "matrix-ferry") { _ in SwiftLogNoOpLogHandler() }
    ) {
        self.store = store
        journal = Journal(store)
        self.homeserver = homeserver
        self.media = media
        self.server = server
        self.bot = "@\(bot):\(server)"
        self.options = options
        self.clock = clock
        self.stop = stop
        self.logger = logger
    }

    /// Carries out what is left of the plan.
    ///
    /// - Throws: `Failure`: `notAllowed` when the token is rejected, `homeserverUnavailable` when the homeserver
    ///   fails for too long, `storage` when the disk does, `bug` when the homeserver swallows an event. All leave
    ///   a journal from which the next run continues.
    public func run() async throws -> UploadSummary {
        let start = clock.now()
        let lanes = try journal.openLanes()
        let context = context(lanes)
        if !lanes.isEmpty { try await carry(lanes, context) }
        return try await summary(context, seconds: (clock.now() - start) / .seconds(1))
    }

    private func carry(_ lanes: [Lane], _ context: UploadContext) async throws {
        try await context.lease.take(takesOver: options.takesOver)
        do {
            if options.takesOver { try await adopt(lanes, context) }
            try await work(context)
        } catch {
            await context.lease.release()
            throw error
        }
        await context.lease.release()
    }

    /// Takes over what another copy of the migration has put into rooms that both know.
    private func adopt(_ lanes: [Lane], _ context: UploadContext) async throws {
        let now = context.timestamp()
        let found = try await BoundedGroup.map(
            lanes.filter { $0.kind == .room || $0.kind == .space }, width: 4
        ) {
            guard let room = try context.journal.outcome(key: $0.key, part: "room"), room.state == .done
            else {
                return 0
            }
            return try await context.readBack.adopt(lane: $0, room: room.result, now: now)
        }
        await progress.reconciled(found.reduce(0, +))
    }

    private func work(_ context: UploadContext) async throws {
        await progress.concurrency(await context.concurrency())
        try await withThrowingTaskGroup(of: Member.self) { group in
            let workers = max(1, options.concurrency)
            for _ in 0..<workers {
                group.addTask {
                    try await carryLanes(context)
                    return .worker
                }
            }
            group.addTask {
                await waitForStop()
                return .watcher
            }
            group.addTask {
                // Also while nothing but a large file is on its way.
                await context.lease.renewAlways()
                return .keeper
            }
            try await collect(&group, workers: workers, context)
        }
    }

    private enum Member: Sendable {
        case worker
        case watcher
        case keeper
    }

    /// How long what is in flight may take after the upload was asked to stop. What is cut off then is in doubt,
    /// and the next run looks it up.
    private static let patience: Duration = .seconds(20)

    private func waitForStop() async {
        while stop.reason == nil, !Task.isCancelled { try? await Task.sleep(for: .milliseconds(200)) }
        try? await Task.sleep(for: Self.patience)
    }

    private func collect(
        _ group: inout ThrowingTaskGroup<Member, any Error>, workers: Int, _ context: UploadContext
    ) async throws {
        var left = workers
        var failure: (any Error)?
        while left > 0 {
            do {
                guard let member = try await group.next() else { break }
                switch member {
                case .worker: left -= 1
                case .watcher: group.cancelAll()
                case .keeper: break
                }
            } catch {
                // The others finish what is in flight and claim nothing more.
                left -= 1
                if failure == nil, (error as? Failure)?.kind != .paused || stop.reason == nil {
                    failure = error
                }
                stop.pause()
                await context.queue.close()
            }
        }
        group.cancelAll()
        if let failure { throw failure }
    }

    private func context(_ lanes: [Lane]) -> UploadContext {
        let accounts = Accounts(journal)
        return UploadContext(
            journal: journal, writer: JournalWriter(store), bot: bot, options: options, clock: clock,
            stop: stop,
            preparer: Preparer(journal: journal, accounts: accounts),
            request: Request(
                homeserver: homeserver, journal: journal, media: media, limit: UploadLimit(homeserver),
                deadline: options.giveUpAfter),
            rooms: RoomCreation(
                homeserver: homeserver, server: server, bot: bot, clock: clock,
                deadline: options.giveUpAfter),
            readBack: ReadBack(homeserver: homeserver, journal: journal, patience: options.giveUpAfter),
            health: Health(clock: clock, options: options, endpoints: homeserver.endpointCount),
            gates: (0..<homeserver.endpointCount).map { _ in
                RequestGate(ConcurrencyLimit(ceiling: options.concurrency), clock: clock)
            },
            progress: progress,
            queue: LaneDispatcher(lanes),
            lease: LeaseKeeper(
                store: store, homeserver: homeserver, user: bot, clock: clock, patience: options.giveUpAfter,
                logger: logger),
            logger: logger)
    }

    private func carryLanes(_ context: UploadContext) async throws {
        while let next = await context.queue.next(), context.stop.reason == nil {
            switch next {
            case .lane(let lane): try await carry(lane, context)
            case .stuck(let lanes): for lane in lanes { try await release(lane, context) }
            case .wait, .finished: break
            }
        }
        await context.queue.close()
    }

    private func carry(_ lane: Lane, _ context: UploadContext) async throws {
        switch try await LaneDriver(context: context, lane: lane).run() {
        case .finished, .stopped: await context.queue.finish()
        case .waits(let dependency):
            try await context.queue.park(lane, on: dependency) { try context.isOpen(dependency) }
        }
    }

    // Nobody works on what this lane waits for: it will never be there, so what waits for it is left out.
    private func release(_ lane: Lane, _ context: UploadContext) async throws {
        guard let first = try context.journal.operations(lane: lane.id, limit: 1).first else { return }
        try context.journal.skip(first, note: "what it waits for is not part of the plan any more")
        await context.progress.skipped()
        await context.queue.readd(lane)
    }

    private func summary(_ context: UploadContext, seconds: Double) async throws -> UploadSummary {
        var summary = UploadSummary()
        let figures = await progress.figures
        summary.migration = journal.migration
        summary.settled = figures.settled
        summary.reconciled = figures.reconciled
        // Also those of runs that ended before they could report.
        summary.stumps = try journal.stumps()
        summary.retries = await context.health.retries
        summary.seconds = seconds
        for states in try journal.counts().values {
            summary.done += states[.done] ?? 0
            summary.ready += (states[.ready] ?? 0) + (states[.claimed] ?? 0)
            summary.wedged += states[.wedged] ?? 0
            summary.skipped += states[.skipped] ?? 0
        }
        summary.ending = summary.ready == 0 ? .complete : stop.reason ?? .complete
        summary.stuck = try journal.stuck(limit: 200).map {
            UploadSummary.Stuck(
                state: $0.state == .wedged ? "wedged" : "skipped", kind: $0.kind.rawValue,
                source: $0.part.isEmpty ? $0.key : $0.key + " " + $0.part, room: $0.lane, reason: $0.note)
        }
        return summary
    }
}
