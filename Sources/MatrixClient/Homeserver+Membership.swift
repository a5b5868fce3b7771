// SPDX-License-Identifier: Apache-2.0
internal import FerryJSON
public import FerryModel

extension Homeserver {
    /// Whether a user is in a room now, asked with the user's own eyes. Only who is in a room sees it up to its end: to
    /// who has left, it ends where they left, and who has forgotten it sees nothing.
    ///
    /// - Returns: `false` also where the user may not know.
    /// - Throws: `Failure` when the homeserver gives no definite answer within `deadline`.
    public func isMember(
        _ user: String, of room: String, deadline: Duration = .seconds(300)
    ) async throws(Failure) -> Bool {
        let reading = try await read(deadline: deadline) {
            await $0.state("m.room.member", key: user, in: room, as: Masquerade(user))
        }
        return reading.value?["membership"]?.string == "join"
    }
}
