// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryReport
import FerryStore
import MatrixClient
import MatrixEvents

/// Asks the homeserver which of the planned users exist there already, and under which name. Reads only.
///
/// A user who exists under quite another name may be somebody else: that is what to look for before an upload.
struct AccountCheck {
    let homeserver: Homeserver
    let store: Store
    let reports: ReportFolder
    let console: Console

    private static let file = "accounts.csv"
    private static let width = 16

    /// Asks for all planned users and writes `reports/accounts.csv`.
    ///
    /// - Returns: the figures for the summary.
    /// - Throws: `Failure` when the homeserver cannot be asked.
    func run() async throws -> JSONValue {
        var names: [String: String] = [:]
        try store.forEachPerson { line in
            if names[line.user]?.isEmpty ?? true { names[line.user] = line.name }
        }
        let users = names.keys.sorted()
        var existing = 0
        var renamed = 0
        var impossible = 0
        let table = try reports.begin(Self.file)
        try table.append(
            CSV.byteOrderMark + CSV.record(["matrix_id", "exists", "name_there", "name_here", "same"]))
        for start in stride(from: 0, to: users.count, by: 256) {
            try Interruption.check(PlanVerb.interrupted)
            let batch = Array(users[start..<min(start + 256, users.count)])
            for (user, profile) in try await profiles(of: batch) {
                let here = names[user] ?? ""
                let there = profile.flatMap { $0.displayName } ?? ""
                let isSame =
                    profile == nil || there.isEmpty || here.isEmpty || there.lowercased() == here.lowercased()
                existing += profile == nil ? 0 : 1
                renamed += isSame ? 0 : 1
                if profile == nil, UserID(user)?.isHistorical == true { impossible += 1 }
                try table.append(
                    CSV.record([user, profile == nil ? "no" : "yes", there, here, isSame ? "yes" : "no"]))
            }
        }
        try table.finish()
        console.say(
            "accounts: \(existing) of \(users.count) users exist on the homeserver, \(renamed) of them under another "
                + "name: \(reports.path(of: Self.file))")
        if impossible > 0 {
            console.say(
                "accounts: \(impossible) users that do not exist have ids that nobody can register any more; name "
                    + "others in mappings/people.csv")
        }
        return [
            "asked": .int(Int64(users.count)), "existing": .int(Int64(existing)),
            "otherName": .int(Int64(renamed)), "impossible": .int(Int64(impossible)),
        ]
    }

    private func profiles(of users: [String]) async throws -> [(user: String, profile: Profile?)] {
        try await withThrowingTaskGroup(of: (String, Profile?).self) { group in
            var waiting = users[...]
            func next() {
                guard let user = waiting.popFirst() else { return }
                group.addTask { (user, try await profile(of: user)) }
            }
            for _ in 0..<Self.width { next() }
            var found: [String: Profile?] = [:]
            while let (user, profile) = try await group.next() {
                found[user] = .some(profile)
                next()
            }
            return users.map { ($0, found[$0] ?? nil) }
        }
    }

    private func profile(of user: String) async throws -> Profile? {
        for attempt in 0..<5 {
            switch await homeserver.profile(of: user) {
            case .ok(let profile): return profile
            case .alreadyExists: return nil
            case .refused(let refusal) where refusal.isNotFound: return nil
            case .refused:
                throw Failure(
                    .notAllowed, "the homeserver does not say who exists there", at: "GET /profile",
                    remedy: "plan without --check-server, or let the appservice's user read profiles")
            case .tokenRejected:
                throw Failure(
                    .notAllowed, "the homeserver does not accept the token", at: "GET /profile",
                    remedy: "load registration.yaml on the homeserver and restart it")
            case .retry(let pause):
                try await Task.sleep(for: pause ?? .seconds(1 << attempt))
            case .unknownOutcome, .neverSent:
                try await Task.sleep(for: .seconds(1 << attempt))
            case .notAMatrixServer(let words):
                throw Failure(
                    .homeserverUnavailable, "what answers is no Matrix homeserver: \(words)",
                    at: "homeserver.url",
                    remedy: "correct homeserver.url in ferry.yaml")
            }
        }
        throw Failure(
            .homeserverUnavailable, "the homeserver does not answer", at: "GET /profile",
            remedy: "run `matrix-ferry doctor`, or plan without --check-server")
    }
}
