// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import MatrixClient

/// Carries one lane out, operation by operation, in order. The thin part: it claims, sends, waits and settles as
/// the pure parts tell it.
struct LaneDriver: Sendable {
    /// How a lane ended for now.
    enum Ending: Sendable {
        case finished
        case waits(Dependency)
        case stopped
    }

    let context: UploadContext
    let lane: Lane

    private static let batchSize = 200

    func run() async throws -> Ending {
        var sequence: Int64 = 0
        while true {
            let batch = try context.journal.operations(lane: lane.id, after: sequence, limit: Self.batchSize)
            guard let last = batch.last else { break }
            switch try await carry(batch) {
            case .batchDone: sequence = last.sequence
            case .restart: sequence = 0
            case .ended(let ending): return ending
            }
        }
        try context.journal.finish(lane: lane.id)
        return .finished
    }

    private enum BatchEnding {
        case batchDone
        case restart
        case ended(Ending)
    }

    private func carry(_ batch: [Operation]) async throws -> BatchEnding {
        var claimed: PreparedOperation?
        var index = 0
        while index < batch.count {
            let operation = batch[index]
            if claimed == nil {
                switch try await claim(operation) {
                case .claimed(let prepared): claimed = prepared
                case .leftOut: break
                case .ended(let ending): return .ended(ending)
                }
            }
            guard let prepared = claimed else {
                index += 1
                continue
            }
            claimed = nil
            switch try await execute(prepared) {
            case .settle(let result):
                let following = index + 1 < batch.count ? batch[index + 1] : nil
                claimed = try await settle(prepared, result, following: following)
            case .wedge(let reason): try await wedge(operation, reason)
            case .restart:
                await context.announce(operation)
                return .restart
            default: return .ended(.stopped)
            }
            index += 1
        }
        return .batchDone
    }

    // MARK: Claiming

    private enum Claim {
        case claimed(PreparedOperation)
        /// What it depends on will never be there.
        case leftOut
        case ended(Ending)
    }

    /// Claims an operation if it can be carried out now. It is looked at once: between two looks, what it waits for
    /// may have been settled.
    private func claim(_ operation: Operation) async throws -> Claim {
        guard context.stop.reason == nil else { return .ended(.stopped) }
        switch try await context.preparer.prepare(operation) {
        case .ready(let prepared):
            // What was claimed by an earlier run keeps its time: the answer to that request may still be on its way.
            if operation.state == .ready { try context.journal.claim(operation, at: context.timestamp()) }
            return .claimed(prepared)
        case .waits(let dependency): return .ended(.waits(dependency))
        case .impossible(let reason):
            try context.journal.skip(operation, note: reason)
            await context.progress.skipped()
            await context.announce(operation)
            return .leftOut
        }
    }

    /// Notes the answer and claims what comes next in the same commit, which halves the waiting for the disk.
    private func settle(
        _ prepared: PreparedOperation, _ result: String, following: Operation?
    ) async throws -> PreparedOperation? {
        let operation = prepared.operation
        var next: PreparedOperation?
        if let following, following.state == .ready, context.stop.reason == nil,
            operation.kind != .createRoom,
            operation.kind != .createDevice,
            case .ready(let ready) = try await context.preparer.prepare(following, after: prepared)
        {
            next = ready
        }
        try context.journal.settle(
            operation, result: result, thenClaim: next?.operation, at: context.timestamp())
        await context.progress.settled()
        await context.announce(operation)
        return next
    }

    private func wedge(_ operation: Operation, _ reason: String) async throws {
        try context.journal.wedge(operation, note: reason)
        await context.progress.wedged()
        await context.announce(operation)
    }

    // MARK: Executing

    /// Sends an operation until there is a definite end, or until the upload stops; then it stays in doubt, or is
    /// given back where it certainly had no effect.
    private func execute(_ prepared: PreparedOperation) async throws -> Persistence {
        let operation = prepared.operation
        let doubtful = DoubtfulOperation(context: context, prepared: prepared, lane: lane)
        if operation.state == .claimed {
            if let result = try await doubtful.resolve(since: operation.claimedAt) {
                await context.progress.reconciled()
                return .settle(result)
            }
        }
        var failures = 0
        var firstFailure = context.clock.now()
        while true {
            try await context.pause(context.health.turn())
            let verdict = try await doubtful.send()
            if case .done = verdict { await context.health.succeeded() }
            if case .wedge = verdict { await context.health.succeeded() }
            if case .doubt = verdict {
                failures += 1
                if failures == 1 { firstFailure = context.clock.now() }
            }
            let decision = Persistence(
                verdict, failures: failures,
                isHomeserverWell: await isWell(
                    verdict, failures: failures, since: firstFailure, of: operation),
                limit: context.options.failuresBeforeWedging)
            switch decision {
            case .settle, .wedge, .restart: return decision
            case .stop(let failure): throw failure
            case .resend(let delay, let reason):
                try await wait(reason, asked: delay, attempt: operation.attempts + failures)
                guard context.stop.reason == nil else {
                    try context.journal.release(operation)
                    return decision
                }
            case .lookUp(let delay, let reason):
                try await wait(reason, asked: delay, attempt: failures)
                guard context.stop.reason == nil else { return decision }
                if let result = try await doubtful.resolve(since: context.timestamp()) {
                    await context.progress.reconciled()
                    return .settle(result)
                }
            }
        }
    }

    /// Whether the homeserver is well although it fails over this operation: others succeed meanwhile or, where none
    /// are left, it fails with a plain 500 over and over while the room can be read between the attempts.
    private func isWell(
        _ verdict: Verdict, failures: Int, since firstFailure: Duration, of operation: Operation
    ) async -> Bool {
        if await context.health.hasSucceeded(since: firstFailure) { return true }
        guard case .doubt(let doubt) = verdict, doubt.status == 500 else { return false }
        let isReadBack = operation.kind == .sendEvent || operation.kind == .putState
        return isReadBack && failures >= 2 * context.options.failuresBeforeWedging
    }

    private func wait(_ reason: String, asked: Duration?, attempt: Int) async throws {
        try await context.health.failed(reason)
        let delay = Backoff(cap: .seconds(30)).delay(
            afterAttempt: max(attempt, 1), asked: asked, random: context.clock.random())
        try await context.pause(delay)
    }
}
