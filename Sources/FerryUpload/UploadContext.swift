// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import Logging
import MatrixClient

/// What all lanes of an upload share.
struct UploadContext: Sendable {
    let journal: Journal
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
    let gate: RequestGate
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

    /// Finds out whether the homeserver carries out other writes than the one that keeps failing, by one that does
    /// no harm however often it is repeated: a homeserver whose disk is full answers reads all the same.
    func probe(since firstFailure: Duration) async {
        guard await !health.hasSucceeded(since: firstFailure) else { return }
        let answer = await request.homeserver.putDevice(Accounts.device, named: "matrix-ferry", of: bot)
        if case .ok = answer { await health.succeeded() }
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
