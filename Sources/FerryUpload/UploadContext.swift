// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import Logging
import MatrixClient

/// What all lanes of an upload share.
struct UploadContext: Sendable {
    let journal: Journal
    let writer: JournalWriter
    /// The appservice's own user.
    let bot: String
    let options: UploadOptions
    let clock: ClientClock
    let stop: StopSignal
    let preparer: Preparer
    let request: Request
    let rooms: RoomCreation
    let readBack: ReadBack
    let health: Health
    /// One for each place at which the homeserver answers: one worker may be slower than the other, or down.
    let gates: [RequestGate]
    let progress: Progress
    let queue: LaneDispatcher
    let lease: LeaseKeeper
    let logger: Logger

    /// What a log line says of an operation: numbers and kinds, never a name.
    func fields(_ operation: Operation, _ more: Logger.Metadata = [:]) -> Logger.Metadata {
        more.merging(
            [
                "operation": "\(operation.id)", "kind": "\(operation.kind.rawValue)",
                "lane": "\(operation.lane)",
                "attempt": "\(operation.attempts)",
            ], uniquingKeysWith: { $1 })
    }

    /// Now, as the journal notes it.
    func timestamp() -> Timestamp { Timestamp(seconds: clock.date()) }

    /// Tells whoever waits for it that an operation is settled, well or not.
    func announce(_ operation: Operation) async {
        switch operation.kind {
        case .createDevice, .setDisplayName, .setAvatar:
            await queue.settle(.device(operation.senderNumber))
            await queue.settle(.account(operation.senderNumber))
        case .registerGhost: break
        default: await queue.settle(.operation(key: operation.keyNumber, part: operation.part))
        }
    }

    /// The number of the place that an operation is sent to.
    func endpoint(of prepared: PreparedOperation) -> Int {
        switch prepared.operation.kind {
        case .sendEvent, .putState: request.homeserver.endpoint(ofRoom: prepared.room)
        default: 0
        }
    }

    /// Finds out whether the homeserver carries out other writes than the one that keeps failing, by one that does
    /// no harm however often it is repeated: a homeserver whose disk is full answers reads all the same.
    func probe(since firstFailure: Duration, at endpoint: Int) async {
        guard await !health.hasSucceeded(since: firstFailure, at: endpoint) else { return }
        let answer = await request.homeserver.only(endpoint: endpoint).putDevice(
            Accounts.device, named: "matrix-ferry", of: bot)
        if case .ok = answer { await health.succeeded(at: endpoint) }
    }

    /// How many requests may be in flight now, at all places together.
    func concurrency() async -> Int {
        var sum = 0
        for gate in gates { sum += await gate.value }
        return min(sum, options.concurrency)
    }

    /// Whether something that a lane waits for is still to come.
    func isOpen(_ dependency: Dependency) throws -> Bool {
        switch dependency {
        case .device(let account): return try journal.accountState(account, withProfile: false) == .ready
        case .account(let account): return try journal.accountState(account, withProfile: true) == .ready
        case .operation(let key, let part):
            guard let state = try journal.outcome(key: key, part: part)?.state else { return false }
            return state == .ready || state == .claimed
        }
    }

    /// Waits, but no longer than until the upload shall stop.
    func pause(_ delay: Duration) async {
        guard delay > .zero else { return }
        try? await stop.clock(clock).sleep(delay)
    }
}
