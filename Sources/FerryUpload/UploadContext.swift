// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import MatrixClient

/// What all lanes of an upload share.
struct UploadContext: Sendable {
    let journal: Journal
    let options: UploadOptions
    let clock: ClientClock
    let stop: StopSignal
    let preparer: Preparer
    let request: Request
    let rooms: RoomCreation
    let readBack: ReadBack
    let health: Health
    let progress: Progress
    let queue: LaneDispatcher

    /// Now, as the journal notes it.
    func timestamp() -> Timestamp { Timestamp(seconds: clock.date()) }

    /// Tells whoever waits for it that an operation is settled, well or not.
    func announce(_ operation: Operation) async {
        switch operation.kind {
        case .createDevice: await queue.settle(.account(operation.senderNumber))
        case .registerGhost: break
        default: await queue.settle(.operation(key: operation.keyNumber, part: operation.part))
        }
    }

    /// Whether something that a lane waits for is still to come.
    func isOpen(_ dependency: Dependency) throws -> Bool {
        switch dependency {
        case .account(let account):
            return [.ready, .claimed].contains(try journal.accountState(account))
        case .operation(let key, let part):
            guard let state = try journal.outcome(key: key, part: part)?.state else { return false }
            return state == .ready || state == .claimed
        }
    }

    /// Waits, but no longer than until the upload shall stop.
    func pause(_ delay: Duration) async throws {
        var rest = delay
        while rest > .zero && stop.reason == nil {
            let step = min(rest, .milliseconds(200))
            try await clock.sleep(step)
            rest -= step
        }
    }
}
