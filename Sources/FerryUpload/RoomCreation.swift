// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryStore
import MatrixClient
import MatrixEvents

/// Creates a room exactly once, although homeservers create rooms in several steps and forget the request.
///
/// The alias is the natural key: it is there first. The marker is the last state event: a room that has it is
/// whole. An alias without a marker is a stump of an attempt that broke off.
struct RoomCreation: Sendable {
    let homeserver: Homeserver
    let server: String
    /// The appservice's own user, who makes all rooms but those that nobody else may ever enter.
    let bot: String
    let clock: ClientClock
    /// How long a homeserver that does not answer is asked again.
    let deadline: Duration

    /// How an attempt ended.
    enum Ending: Sendable {
        case made(String)
        /// It was there already, whole.
        case found(String)
        case verdict(Verdict)
    }

    /// How long an attempt whose answer was lost may still be at work on the homeserver.
    private static let patience: Duration = .seconds(30)

    private func alias(_ prepared: PreparedOperation) -> String {
        "#\(prepared.content["room_alias_name"]?.string ?? ""):\(server)"
    }

    private func maker(_ prepared: PreparedOperation) -> Masquerade {
        prepared.operation.sender == bot ? .appservice : Masquerade(prepared.operation.sender)
    }

    func attempt(_ prepared: PreparedOperation, stump: (String) async throws -> Void) async throws -> Ending {
        switch await homeserver.createRoom(prepared.content, as: maker(prepared)) {
        case .ok(let room): return .made(room)
        case .alreadyExists, .unknownOutcome:
            return try await settle(prepared, stump: stump)
        case let answer: return .verdict(Verdict(answer) { $0 })
        }
    }

    /// Finds out what an earlier attempt has left.
    func settle(_ prepared: PreparedOperation, stump: (String) async throws -> Void) async throws -> Ending {
        let alias = alias(prepared)
        let deadline = clock.now() + Self.patience
        var room: String?
        while true {
            switch try await homeserver.read(deadline: deadline, { await $0.resolveAlias(alias) }) {
            case .found(let target): room = target.room
            case .refused(let refusal) where refusal.isNotFound: room = nil
            case .refused(let refusal): return .verdict(.wedge(Verdict.words(refusal)))
            }
            if let room, try await isWhole(room, prepared) { return .found(room) }
            // Nothing there, or not yet: the first attempt may be at work still.
            if room == nil || clock.now() > deadline { break }
            try await clock.sleep(.milliseconds(500))
        }
        if let room {
            try await stump(room)
            // Then nobody is in it, and homeservers may clear it away. Whether that can be done depends on how far it came.
            _ = await homeserver.leave(room, as: .appservice)
            _ = await homeserver.forget(room, as: .appservice)
            let answer = await homeserver.deleteAlias(alias, as: .appservice)
            if case .refused(let refusal) = answer, !refusal.isNotFound {
                return .verdict(.wedge(Verdict.words(refusal)))
            }
        }
        return .verdict(.again(after: nil, reason: "the room was not made"))
    }

    private func isWhole(_ room: String, _ prepared: PreparedOperation) async throws -> Bool {
        let wanted = prepared.content["creation_content"]?[Marker.name]
        let reading = try await homeserver.read(deadline: deadline) {
            await $0.state(Marker.name, key: "", in: room, as: maker(prepared))
        }
        return reading.value != nil && reading.value == wanted
    }
}
