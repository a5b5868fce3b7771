// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel

/// What the homeserver keeps, among the account data of the appservice's user, about who carries a migration out: the
/// fence against a copy of the migration directory that goes on elsewhere, which no lock on a disk can keep out.
struct Lease: Hashable, Sendable {
    /// Random, new for every run: whose store knows it was the last to work on the migration.
    var token: String
    /// The machine and directory of the run, as a digest.
    var place: String
    /// The name of the machine, for people.
    var host: String
    /// Counts up while the run goes on.
    var beat: Int64 = 0
    /// Whether the run goes on, or ended without saying so.
    var isHeld = true

    /// The type of the account data.
    static func type(_ migration: String) -> String { "eu.matrix-ferry.lease." + migration }

    init(token: String, place: String, host: String) {
        self.token = token
        self.place = place
        self.host = host
    }

    init?(_ content: JSONValue) {
        guard let token = content["token"]?.string, let place = content["place"]?.string else { return nil }
        self.token = token
        self.place = place
        host = content["host"]?.string ?? ""
        beat = content["beat"]?.int64 ?? 0
        isHeld = content["held"]?.bool ?? false
    }

    var content: JSONValue {
        [
            "token": .string(token), "place": .string(place), "host": .string(host), "beat": .int(beat),
            "held": .bool(isHeld),
        ]
    }
}

/// What a run does about the lease that it finds. Pure.
enum LeaseDecision: Hashable, Sendable {
    /// Takes it.
    case take
    /// Looks for a while whether the other run is alive, and then decides again as if that run had ended.
    case observe
    /// Leaves the migration to whoever has carried it on.
    case refuse(Failure)

    /// - Parameters:
    ///   - found: what the homeserver has; `nil` for nothing.
    ///   - known: the tokens that the store knows as its own; none before its first upload.
    ///   - place: where this run is. The lock on the directory tells it that no other run is at this place.
    ///   - takesOver: whether the administrator wants this copy to go on, whatever others have done.
    init(found: Lease?, known: [String], place: String, takesOver: Bool) {
        guard let found else {
            self = .take
            return
        }
        if found.isHeld, found.place != place {
            self = .observe
        } else if known.isEmpty || known.contains(found.token) || takesOver {
            self = .take
        } else {
            self = .refuse(Self.diverged(found))
        }
    }

    /// Another run is alive.
    static func busy(_ lease: Lease) -> Failure {
        Failure(
            .busy, "a copy of this migration is being carried out on \(lease.host)",
            remedy: "let that run end; only one directory may go on with a migration")
    }

    private static func diverged(_ lease: Lease) -> Failure {
        Failure(
            .busy, "another copy of this migration was carried on since this one was used, on \(lease.host)",
            remedy: "go on there; or, if this directory shall go on, run `matrix-ferry upload --take-over`,"
                + " which first reads every room back (`rollback --force` removes what this directory knows)")
    }
}
