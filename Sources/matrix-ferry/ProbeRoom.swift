// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import Glibc
import MatrixClient

/// Tries out in a scratch room what an upload relies on, and leaves the room again.
///
/// A homeserver may accept old events and hide them, encrypt what it is not asked to encrypt, or forget transaction
/// ids: each would ruin a migration, and none shows before something is sent.
struct ProbeRoom: Sendable {
    let homeserver: Homeserver
    let user: String
    let version: String
    /// Whether the upload's rooms are shut from the beginning.
    let isShut: Bool
    /// When the oldest message was sent that is to be carried; `nil` while no archive is known.
    let oldest: Timestamp?
    /// Aliases that the plan gives to rooms, to be tried out.
    let aliases: [String]

    private static let patience: Duration = .seconds(30)
    /// 2014-09-01: older than most archives are, and than any retention that is kept for years.
    private static let longAgo = Timestamp(seconds: 1_409_529_600)
    private static let allowedSkew: Int64 = 5 * 60

    /// The time of the event that is tried.
    private var time: Timestamp { Timestamp(milliseconds: max(0, (oldest ?? Self.longAgo).milliseconds)) }

    func findings() async throws -> [Finding] {
        let alias = "ferry_doctor_" + StarterFiles.random(bytes: 8)
        // As the upload makes its rooms: some homeservers encrypt by the preset.
        let body: JSONValue = [
            "preset": .string(isShut ? "private_chat" : "public_chat"), "visibility": "private",
            "room_version": .string(version),
            "name": "matrix-ferry doctor", "room_alias_name": .string(alias),
        ]
        let room: String
        switch await homeserver.createRoom(body, as: .appservice) {
        case .ok(let id): room = id
        case let answer:
            return [
                .bad(
                    "probe room", Self.words(answer),
                    "let the appservice's user create rooms, with aliases #ferry_… of its namespace")
            ]
        }
        let server = user.drop { $0 != ":" }
        _ = await homeserver.deleteAlias("#" + alias + server, as: .appservice)
        var findings = [try await encryption(room), try await skew(room)]
        findings += try await oldEvent(room)
        if !aliases.isEmpty { findings.append(await reservation(room)) }
        _ = await homeserver.leave(room, as: .appservice)
        _ = await homeserver.forget(room, as: .appservice)
        return findings
    }

    /// Whether the registration reserves the aliases of the plan: for a moment they lead to the probe room. One that
    /// leads elsewhere is no matter of the registration.
    private func reservation(_ room: String) async -> Finding {
        for alias in aliases {
            switch await homeserver.createAlias(alias, for: room, as: .appservice) {
            case .ok: _ = await homeserver.deleteAlias(alias, as: .appservice)
            case .alreadyExists: continue
            case let answer:
                return .bad(
                    "aliases", "\(alias): \(Self.words(answer))",
                    "let namespaces.aliases in the registration cover every alias of the plan, restart the homeserver, "
                        + "and see that no other appservice claims it for itself")
            }
        }
        return .good("aliases", "the appservice may give out those of the plan")
    }

    private func encryption(_ room: String) async throws -> Finding {
        let state = try await homeserver.read(deadline: Self.patience) {
            await $0.state("m.room.encryption", key: "", in: room, as: .appservice)
        }
        guard state.value == nil else {
            return .bad(
                "encryption", "the homeserver encrypts every new room",
                "history cannot be carried into encrypted rooms: switch "
                    + "encryption_enabled_by_default_for_room_type off during the migration")
        }
        return .good("encryption", "new rooms are not encrypted by force")
    }

    private func skew(_ room: String) async throws -> Finding {
        let page = try await homeserver.read(deadline: Self.patience) {
            await $0.messages(in: room, .forwards, limit: 1, as: .appservice)
        }.required("the probe room")
        let created = (page.events.first?["origin_server_ts"]?.int64 ?? 0) / 1000
        let skew = Int64(Glibc.time(nil)) - created
        if abs(skew) <= Self.allowedSkew { return .good("clock", "agrees with the homeserver's") }
        return .bad("clock", "is \(skew) s ahead of the homeserver's", "set both clocks by NTP")
    }

    private func oldEvent(_ room: String) async throws -> [Finding] {
        let device = Masquerade(user, device: "MATRIXFERRY", at: time.milliseconds)
        let content: JSONValue = ["msgtype": "m.notice", "body": "matrix-ferry doctor", "m.mentions": [:]]
        let transaction = "doctor-" + StarterFiles.random(bytes: 8)
        func send() async -> Answer<String> {
            await homeserver.sendEvent(
                "m.room.message", content, to: room, transaction: transaction, as: device)
        }
        let first = await send()
        guard case .ok(let id) = first else {
            return [.bad("events", Self.words(first), "let the appservice send events")]
        }
        var findings = [try await timestamp(of: id, in: room)]
        if case .ok(id) = await send() {
            findings.append(.good("transaction ids", "a repeated request makes no second event"))
        } else {
            findings.append(
                .bad(
                    "transaction ids", "a repeated request makes a second event",
                    "every doubt is settled by reading back; check that no proxy changes paths or query strings"
                ))
        }
        return findings
    }

    private func timestamp(of id: String, in room: String) async throws -> Finding {
        let reading = try await homeserver.read(deadline: Self.patience) {
            await $0.event(id, in: room, as: .appservice)
        }
        guard let event = reading.value else {
            return .bad(
                "old events", "of \(time.utcText) are accepted and then hidden, as by message retention",
                "switch retention off, or exempt the migration's rooms, before anything is uploaded")
        }
        if event["origin_server_ts"]?.int64 == time.milliseconds {
            let which = oldest == nil ? "" : ", the oldest of the archives"
            return .good("old events", "of \(time.utcText)\(which), keep their time and are shown")
        }
        return .bad(
            "old events", "the homeserver ignores the time that the appservice states",
            "the homeserver must support timestamp massaging (`ts`) for appservices")
    }

    private static func words<Value>(_ answer: Answer<Value>) -> String {
        switch answer {
        case .refused(let refusal), .alreadyExists(let refusal), .tokenRejected(let refusal):
            "the homeserver refuses: \(refusal)"
        case .unknownOutcome(let doubt): doubt.reason
        case .neverSent(let error): error.reason
        case .notAMatrixServer(let reason): reason
        case .retry: "the homeserver asks to come back later: is rate_limited: false in the registration?"
        case .ok: "an unexpected answer"
        }
    }
}
