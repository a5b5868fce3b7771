// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryStore
import MatrixEvents

/// Fills an operation's holes from the journal. Answers in the journal never change, so an operation that is
/// prepared again comes out the same.
struct Preparer: Sendable {
    let journal: Journal
    let accounts: Accounts

    /// - Parameter last: what the lane prepared before; a room that it knows need not be looked up again.
    func prepare(_ operation: Operation, after last: PreparedOperation? = nil) async throws -> Preparation {
        var device: String?
        // The lane of an account is what makes it ready; all others wait for that.
        if ![.registerGhost, .createDevice, .setDisplayName, .setAvatar].contains(operation.kind) {
            // A picture must be uploaded before it can be set.
            let isSeen = ![.reserveMedia, .uploadMedia].contains(operation.kind)
            switch try await accounts.readiness(of: operation.senderNumber, isSeen: isSeen) {
            case .ready(let made): device = made
            case .notYet:
                return .waits(isSeen ? .account(operation.senderNumber) : .device(operation.senderNumber))
            case .never: return .impossible("its user could not be made ready")
            }
        }
        do {
            return .ready(try filled(operation, device: device, after: last))
        } catch let obstacle as Obstacle {
            return obstacle.preparation
        }
    }

    // Thrown from inside a template, where there is no other way out.
    private struct Obstacle: Error {
        let preparation: Preparation
    }

    private func filled(
        _ operation: Operation, device: String?, after last: PreparedOperation?
    ) throws -> PreparedOperation {
        var content = try JSONValue(parsing: operation.payload)
        if operation.payload.utf8.contains(UInt8(ascii: "$")) {
            content = try Template.filled(content, value)
        }
        var room = ""
        if let number = operation.room, operation.kind != .createRoom {
            let known = last.flatMap { $0.operation.room == number && !$0.room.isEmpty ? $0.room : nil }
            room = try known ?? value(.room(number))
        }
        var stateKey = operation.stateKey ?? ""
        if stateKey.hasPrefix("{") {
            stateKey = try Template.filled(JSONValue(parsing: stateKey), value).string ?? ""
        }
        return PreparedOperation(
            operation: operation, room: room, content: marked(content, operation), stateKey: stateKey,
            device: device)
    }

    private func marked(_ content: JSONValue, _ operation: Operation) -> JSONValue {
        let marker = Marker(operation.key, part: operation.part, migration: journal.migration).value
        var content = content
        switch operation.kind {
        case .sendEvent, .putState: content[Marker.name] = marker
        case .createRoom:
            var creation = content["creation_content"] ?? [:]
            creation[Marker.name] = marker
            content["creation_content"] = creation
            // Last, so that a room which has it is whole.
            let last: JSONValue = ["type": .string(Marker.name), "state_key": "", "content": marker]
            content["initial_state"] = .array((content["initial_state"]?.elements ?? []) + [last])
        default: break
        }
        return content
    }

    private func value(_ hole: Template.Hole) throws -> String {
        switch hole {
        case .event(let key): return try result(key, part: "")
        case .part(let key, let part): return try result(key, part: part)
        case .room(let key): return try result(key, part: "room")
        case .media(let key):
            _ = try result(key, part: "upload")
            return try result(key, part: "reserve")
        }
    }

    private func result(_ key: Int64, part: String) throws -> String {
        guard let outcome = try journal.outcome(key: key, part: part) else {
            throw Obstacle(preparation: .impossible("what it refers to is not planned"))
        }
        switch outcome.state {
        case .done: return outcome.result
        case .ready, .claimed: throw Obstacle(preparation: .waits(.operation(key: key, part: part)))
        case .wedged, .skipped:
            throw Obstacle(preparation: .impossible("what it refers to was not carried over"))
        }
    }
}
