// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import Logging
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

    // Times the lanes, times the largest event: what an upload holds in memory.
    private static let batchSize = 50

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
            let prepared: PreparedOperation
            if let next = claimed {
                prepared = next
            } else {
                switch try await claim(operation) {
                case .claimed(let next): prepared = next
                case .ended(let ending): return .ended(ending)
                case .leftOut:
                    index += 1
                    continue
                }
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
        case leftOut
        case ended(Ending)
    }

    /// Claims an operation, or leaves it out for good, or ends the lane for now. It looks only once: what it waits
    /// for may be settled by another lane at any moment.
    private func claim(_ operation: Operation) async throws -> Claim {
        guard context.stop.reason == nil else { return .ended(.stopped) }
        switch try await context.preparer.prepare(operation) {
        case .ready(let prepared):
            // What was claimed by an earlier run keeps its time: the answer to that request may still be on its way.
            if operation.state == .ready {
                try await context.writer.claim(operation, at: context.timestamp())
            }
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
        try await context.writer.settle(
            operation, result: result, thenClaim: next?.operation, at: context.timestamp())
        await context.progress.settled()
        await context.announce(operation)
        return next
    }

    private func wedge(_ operation: Operation, _ reason: String) async throws {
        try context.journal.wedge(operation, note: reason)
        context.logger.warning("operation put aside", metadata: context.fields(operation))
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
            context.logger.info("found in doubt", metadata: context.fields(operation))
            if let result = try await doubtful.resolve(since: operation.claimedAt) {
                await context.progress.reconciled()
                return .settle(result)
            }
        }
        let endpoint = context.endpoint(of: prepared)
        var failure = RepeatedFailure()
        var tries = 0
        while true {
            tries += 1
            guard let (verdict, sentAt) = try await attempt(doubtful, isFirst: tries == 1) else {
                return .resend(after: nil, reason: "stopped before it was sent")
            }
            if case .done = verdict { await context.health.succeeded(at: endpoint) }
            if case .wedge = verdict { await context.health.succeeded(at: endpoint) }
            failure.note(verdict, at: context.clock.now())
            if failure.count >= context.options.failuresBeforeWedging {
                await context.probe(since: failure.since, at: endpoint)
            }
            let decision = Persistence(
                verdict, failures: failure.count,
                isHomeserverWell: await context.health.hasSucceeded(since: failure.since, at: endpoint),
                limit: context.options.failuresBeforeWedging)
            switch decision {
            case .settle, .wedge, .restart: return decision
            case .stop(let failure): throw failure
            case .resend(let delay, let reason):
                context.logger.info(
                    "sending again", metadata: context.fields(operation, ["reason": "\(reason)"]))
                try await wait(reason, asked: delay, attempt: tries)
                guard context.stop.reason == nil else {
                    try context.journal.release(operation)
                    return decision
                }
            case .lookUp(let delay, let reason):
                context.logger.info(
                    "outcome unknown", metadata: context.fields(operation, ["reason": "\(reason)"]))
                try await wait(reason, asked: delay, attempt: tries)
                guard context.stop.reason == nil else { return decision }
                if let result = try await doubtful.resolve(since: sentAt) {
                    await context.progress.reconciled()
                    return .settle(result)
                }
            }
        }
    }

    /// Sends an operation once, when there is a place for it; `nil` if the upload was asked to stop before.
    private func attempt(
        _ doubtful: DoubtfulOperation, isFirst: Bool
    ) async throws -> (Verdict, sentAt: Timestamp)? {
        let operation = doubtful.prepared.operation
        let gate = context.gates[context.endpoint(of: doubtful.prepared)]
        await context.pause(context.health.turn())
        await gate.enter()
        // What was claimed by this run and waits in the row has not left yet.
        if isFirst, operation.state == .ready, context.stop.reason != nil {
            _ = await gate.leave(.ended)
            try context.journal.release(operation)
            return nil
        }
        let sentAt = context.timestamp()
        do {
            try await context.lease.check()
            let start = context.clock.now()
            let verdict = try await doubtful.send()
            let latency = context.clock.now() - start
            // Rooms and files take their time on every homeserver.
            let isTelling = operation.kind != .createRoom && operation.kind != .uploadMedia
            let outcome = ConcurrencyLimit.Outcome(verdict, latency: isTelling ? latency : .zero)
            await leave(gate, isTelling || outcome == .overloaded ? outcome : .ended)
            return (verdict, sentAt)
        } catch {
            await leave(gate, .ended)
            throw error
        }
    }

    private func leave(_ gate: RequestGate, _ outcome: ConcurrencyLimit.Outcome) async {
        guard await gate.leave(outcome) else { return }
        let limit = await context.concurrency()
        await context.progress.concurrency(limit)
        context.logger.debug("requests at once", metadata: ["limit": "\(limit)"])
    }

    private func wait(_ reason: String, asked: Duration?, attempt: Int) async throws {
        try await context.health.failed(reason)
        let delay = Backoff(cap: .seconds(30)).delay(
            afterAttempt: max(attempt, 1), asked: asked, random: context.clock.random())
        await context.pause(delay)
    }
}
