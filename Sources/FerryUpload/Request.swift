// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryStore
import MatrixClient
import MatrixEvents

/// Sends the one request of an operation. Rooms are made by `RoomCreation`.
struct Request: Sendable {
    let homeserver: Homeserver
    let journal: Journal
    let media: MediaFolder
    let limit: UploadLimit
    /// How long a homeserver that does not answer is asked again.
    let deadline: Duration

    func send(_ prepared: PreparedOperation) async throws -> Verdict {
        let operation = prepared.operation
        let sender = Masquerade(operation.sender)
        switch operation.kind {
        case .registerGhost: return await register(operation)
        case .createDevice: return await createDevice(operation)
        case .setDisplayName: return try await setDisplayName(prepared)
        case .setAvatar: return try await setAvatar(prepared)
        case .putState: return await putState(prepared)
        case .sendEvent: return try await sendEvent(prepared)
        case .reserveMedia:
            return Verdict(repeatable: await homeserver.reserveMedia(as: sender)) { $0.description }
        case .uploadMedia: return try await uploadMedia(prepared)
        case .markRead:
            guard
                let last = try journal.lastEvent(
                    lane: operation.lane, before: operation.sequence, inRoom: operation.room)
            else {
                return .done("")
            }
            let answer = await homeserver.markRead(prepared.room, upTo: last, as: sender)
            return Verdict(repeatable: answer) { "" }
        case .mergeAccountData: return try await mergeAccountData(prepared)
        case .createAlias: return try await createAlias(prepared)
        case .createRoom: return .wedge("rooms are not made by a single request")
        }
    }

    // MARK: Users

    private func register(_ operation: Operation) async -> Verdict {
        guard let user = UserID(operation.sender), !user.isHistorical else {
            return .wedge("the user id breaks the grammar")
        }
        // "Made" is noted only on the homeserver's word: a rollback may take away what was made here, and nothing else.
        return Verdict(repeatable: await homeserver.register(localpart: user.localpart)) { _ in
            Journal.accountMade
        }
    }

    private func createDevice(_ operation: Operation) async -> Verdict {
        let answer = await homeserver.putDevice(Accounts.device, named: "matrix-ferry", of: operation.sender)
        // A homeserver that lets appservices make no devices remembers no transaction ids over its restart; then
        // reading back is all there is, and enough.
        if case .refused(let refusal) = answer, refusal.isUnrecognised || refusal.status == 405 {
            return .done("")
        }
        return Verdict(repeatable: answer) { Accounts.device }
    }

    /// Only a profile that still is as the homeserver made it gets a name: whoever was here before keeps theirs.
    private func setDisplayName(_ prepared: PreparedOperation) async throws -> Verdict {
        let user = prepared.operation.sender
        let name = prepared.content["displayname"]?.string ?? ""
        let profile = try await homeserver.read(deadline: deadline) { await $0.profile(of: user) }
        let present = profile.value?.displayName
        guard present == nil || present == UserID(user)?.localpart else { return .done("") }
        return Verdict(repeatable: await homeserver.setDisplayName(name, of: user)) { "" }
    }

    private func setAvatar(_ prepared: PreparedOperation) async throws -> Verdict {
        let user = prepared.operation.sender
        let profile = try await homeserver.read(deadline: deadline) { await $0.profile(of: user) }
        guard profile.value?.avatar == nil, let media = prepared.content["avatar_url"]?.string,
            let address = MediaAddress(media)
        else { return .done("") }
        return Verdict(repeatable: await homeserver.setAvatar(address, of: user)) { "" }
    }

    /// Adds rooms to lists that the homeserver keeps for a user, and leaves what is there as it is.
    private func mergeAccountData(_ prepared: PreparedOperation) async throws -> Verdict {
        let operation = prepared.operation
        let reading = try await homeserver.read(deadline: deadline) {
            await $0.accountData(operation.type, of: operation.sender)
        }
        if case .refused(let refusal) = reading, !refusal.isNotFound {
            return .wedge(Verdict.words(refusal))
        }
        let present = reading.value ?? [:]
        let merged = AccountDataMerge.merged(present, with: prepared.content)
        guard merged != present else { return .done("") }
        let answer = await homeserver.putAccountData(operation.type, merged, of: operation.sender)
        return Verdict(repeatable: answer) { "" }
    }

    /// An alias is its own key: one that leads to the room already is done, whoever has set it.
    private func createAlias(_ prepared: PreparedOperation) async throws -> Verdict {
        let alias = prepared.operation.type
        let answer = await homeserver.createAlias(alias, for: prepared.room, as: .appservice)
        switch answer {
        case .ok: return .done(alias)
        case .alreadyExists:
            let target = try await homeserver.read(deadline: deadline) { await $0.resolveAlias(alias) }
            if target.value?.room == prepared.room { return .done(alias) }
            guard let other = target.value?.room else {
                return .again(after: nil, reason: "the alias is being changed")
            }
            return .wedge("the alias leads to another room: \(other)")
        case .refused(let refusal) where refusal.errcode == "M_EXCLUSIVE":
            return .wedge(
                "the registration does not reserve the alias: add it to namespaces.aliases ("
                    + Verdict.words(refusal) + ")")
        default: return Verdict(repeatable: answer) { alias }
        }
    }

    // MARK: Events

    private func masquerade(_ prepared: PreparedOperation) -> Masquerade {
        // Homeservers take no time before 1970.
        let time = prepared.operation.timestamp.map { max($0.milliseconds, 0) }
        return Masquerade(prepared.operation.sender, device: prepared.device, at: time)
    }

    private func putState(_ prepared: PreparedOperation) async -> Verdict {
        let answer = await homeserver.putState(
            prepared.operation.type, key: prepared.stateKey, prepared.content, in: prepared.room,
            as: masquerade(prepared))
        if let verdict = await deviceMadeAgain(after: answer, prepared) { return verdict }
        return Verdict(answer) { $0 }
    }

    /// Makes the device once more that a request named and that somebody has removed, perhaps its user, to whom it
    /// was an unknown session; `nil` if that is not what was wrong.
    private func deviceMadeAgain(after answer: Answer<String>, _ prepared: PreparedOperation) async
        -> Verdict?
    {
        guard case .refused(let refusal) = answer, refusal.errcode == "M_UNKNOWN_DEVICE" else { return nil }
        let user = prepared.operation.sender
        let made = await homeserver.putDevice(Accounts.device, named: "matrix-ferry", of: user)
        guard case .ok = made else { return Verdict(repeatable: made) { "" } }
        return .again(after: nil, reason: "the device was removed and has been made again")
    }

    private func sendEvent(_ prepared: PreparedOperation) async throws -> Verdict {
        let operation = prepared.operation
        let transaction = TransactionID(operation.key, part: operation.part, migration: journal.migration)
        let answer = await homeserver.sendEvent(
            operation.type, prepared.content, to: prepared.room, transaction: transaction.text,
            as: masquerade(prepared))
        if let verdict = await deviceMadeAgain(after: answer, prepared) { return verdict }
        guard case .alreadyExists(let refusal) = answer else { return Verdict(answer) { $0 } }
        guard let id = try await sameReaction(prepared) else { return .wedge(Verdict.words(refusal)) }
        return .done(id)
    }

    /// The reaction that the homeserver takes ours for.
    private func sameReaction(_ prepared: PreparedOperation) async throws -> String? {
        guard let relation = prepared.content["m.relates_to"], let target = relation["event_id"]?.string
        else {
            return nil
        }
        var token: String?
        repeat {
            let page = try await homeserver.read(deadline: deadline) {
                await $0.relations(
                    to: target, in: prepared.room, relation: "m.annotation", type: "m.reaction", from: token,
                    as: Masquerade(prepared.operation.sender))
            }.required("the reactions to an event")
            for event in page.events where event["sender"]?.string == prepared.operation.sender {
                if event["content"]?["m.relates_to"]?["key"]?.string == relation["key"]?.string {
                    return event["event_id"]?.string
                }
            }
            token = page.next
        } while token != nil
        return nil
    }

    // MARK: Media

    private func uploadMedia(_ prepared: PreparedOperation) async throws -> Verdict {
        let operation = prepared.operation
        guard let reserved = try journal.outcome(key: operation.keyNumber, part: "reserve"),
            let address = MediaAddress(reserved.result),
            let digest = prepared.content["sha256"]?.string.flatMap({ Digest(hex: $0) }),
            let size = prepared.content["size"]?.int64
        else { return .wedge("the file was not reserved") }
        let passed = PassingBytes()
        let path = media.path(of: digest)
        guard FileSize.of(path) == size else { throw Self.changed(path) }
        if let reason = await limit.refusal(ofBytes: size) { return .wedge(reason) }
        let answer = await homeserver.uploadMedia(
            address, .file(path: path, offset: 0, length: size), type: prepared.content["type"]?.string ?? "",
            fileName: prepared.content["name"]?.string, as: Masquerade(operation.sender),
            observer: { passed.add($0) })
        switch answer {
        case .ok:
            guard passed.digest == digest else { throw Self.changed(path) }
            return .done("")
        // The address was forgotten before it was filled: a new one is needed.
        case .refused(let refusal) where refusal.isNotFound:
            try journal.reserveAgain(lane: operation.lane)
            return .restart
        default: return Verdict(repeatable: answer) { "" }
        }
    }

    private static func changed(_ path: String) -> Failure {
        Failure(
            .storage, "a media file is not what was imported", at: path,
            remedy: "delete it and import its archive again")
    }
}
