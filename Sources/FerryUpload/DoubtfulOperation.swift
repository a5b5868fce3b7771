// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryStore
import MatrixClient

/// One claimed operation: sends it, and finds out whether an earlier request has carried it out.
struct DoubtfulOperation: Sendable {
    let context: UploadContext
    let prepared: PreparedOperation
    let lane: Lane

    private var operation: Operation { prepared.operation }

    func send() async throws -> Verdict {
        guard operation.kind == .createRoom else { return try await context.request.send(prepared) }
        return try await verdict(context.rooms.attempt(prepared) { try await note(stump: $0) })
    }

    // Before its alias is removed: nothing but the alias leads to it.
    private func note(stump room: String) async throws {
        try context.journal.note(stump: room)
        await context.progress.stump(room)
    }

    /// The answer that an earlier request would have given; `nil` when there was none and it may be sent again.
    ///
    /// - Parameter claimedAt: when the earlier request began.
    func resolve(since claimedAt: Timestamp?) async throws -> String? {
        switch operation.kind {
        case .createRoom:
            let ending = try await context.rooms.settle(prepared) { try await note(stump: $0) }
            if case .found(let room) = ending { return room }
            return nil
        case .sendEvent, .putState: return try await event(since: claimedAt)
        // Everything else can be sent again at will.
        default: return nil
        }
    }

    private func event(since claimedAt: Timestamp?) async throws -> String? {
        if let event = try await context.readBack.event(of: prepared) { return event }
        guard let claimedAt, let grace = grace(claimedAt) else { return nil }
        // Nothing but the room itself protects us now: wait until the first request cannot be on its way any more.
        let whole = Int64(grace.components.seconds) * 1000
        // No longer than that: the clock may have been set back since, by a year if need be.
        let rest = min(whole, claimedAt.milliseconds + whole - context.timestamp().milliseconds)
        guard rest > 0 else { return nil }
        await context.pause(.milliseconds(rest))
        return try await context.readBack.event(of: prepared)
    }

    /// How long after its beginning an earlier request may still arrive and do harm; `nil` if it can do none.
    ///
    /// A message does none while its transaction id is remembered. State has no transaction id: the same content
    /// twice is one event only if nothing came in between and the two did not arrive together.
    private func grace(_ claimedAt: Timestamp) -> Duration? {
        if operation.kind == .putState { return context.options.stateGrace }
        let age = context.timestamp().milliseconds - claimedAt.milliseconds
        let memory = Int64(context.options.transactionMemory.components.seconds) * 1000
        let isRemembered = prepared.device != nil && age >= 0 && age < memory
        return isRemembered ? nil : max(context.options.grace, context.options.stateGrace)
    }

    private func verdict(_ ending: RoomCreation.Ending) async throws -> Verdict {
        switch ending {
        case .made(let room): return .done(room)
        case .verdict(let verdict): return verdict
        case .found(let room):
            // The journal knew nothing of this room, so it may not know what is in it either.
            if operation.state == .ready && operation.attempts == 0 || context.options.takesOver {
                let found = try await context.readBack.adopt(lane: lane, room: room, now: context.timestamp())
                await context.progress.reconciled(found)
                try await context.writer.settle(
                    operation, result: room, thenClaim: nil, at: context.timestamp())
                return .restart
            }
            return .done(room)
        }
    }
}
