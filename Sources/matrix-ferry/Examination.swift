// SPDX-License-Identifier: Apache-2.0
import FerryPlan
import FerryModel
import FerryStore
import Glibc
import MatrixClient

/// The checks of `doctor`, in the order in which one rests on the other.
struct Examination: Sendable {
    let migration: Migration
    let homeserver: Homeserver

    private static let usersTried = 50
    private static let aliasesTried = 20
    private static let patience: Duration = .seconds(10)
    private static let lowestFreeSpace: Int64 = 1 << 30

    /// - Throws: `Failure.homeserverUnavailable` when the homeserver does not answer, `Failure.notAllowed` when it
    ///   rejects the token: then nothing else can be checked.
    func findings() async throws -> [Finding] {
        var findings = [tokenFile()]
        let versions = try await homeserver.read(deadline: Self.patience) { await $0.versions() }
            .required("its versions")
        findings.append(
            .good("homeserver", "answers, client-server API up to \(versions.versions.last ?? "?")"))
        findings.append(try await identity())
        findings += try await endpoints()
        findings.append(try await namespace())
        findings.append(try await roomVersion())
        findings += try profile()
        findings.append(await device())
        findings.append(try await uploadLimit())
        findings += try await authentication()
        findings.append(disk())
        guard findings.allSatisfy({ $0.isGood || ["token file", "disk", "profile"].contains($0.check) })
        else {
            return findings + [.bad("probe room", "not made", "solve the problems above first")]
        }
        let probe = ProbeRoom(
            homeserver: homeserver, user: "@\(migration.bot):\(try migration.server)",
            version: try migration.planOptions().roomVersion,
            isShut: try migration.planOptions().invitesMembers, oldest: try migration.store().oldestMessage(),
            aliases: try Journal(migration.store()).openAliases().prefix(Self.aliasesTried).map(\.alias))
        return findings + (try await probe.findings())
    }

    private func tokenFile() -> Finding {
        let path = migration.tokenPath
        guard FileMode.isOpenToOthers(path) else { return .good("token file", "only its owner can read it") }
        return .bad("token file", "\(path) can be read by others", "chmod 600 \(path)")
    }

    private func identity() async throws -> Finding {
        let expected = "@\(migration.bot):\(try migration.server)"
        let found = try await homeserver.read(deadline: Self.patience) { await $0.whoami() }
            .required("the user the token stands for").user
        if found == expected { return .good("token", "stands for \(found)") }
        return .bad(
            "token", "stands for \(found), ferry.yaml says \(expected)",
            "make homeserver.server_name and sender_localpart in ferry.yaml agree with the registration")
    }

    /// Whether the places that rooms are shared out among all are workers of this homeserver.
    private func endpoints() async throws -> [Finding] {
        let expected = "@\(migration.bot):\(try migration.server)"
        var findings: [Finding] = []
        for number in 1..<max(1, homeserver.endpointCount) {
            switch await homeserver.only(endpoint: number).whoami() {
            case .ok(let identity) where identity.user == expected:
                findings.append(.good("endpoint \(number)", "it answers and knows the token"))
            case .ok:
                findings.append(
                    .bad(
                        "endpoint \(number)", "it takes the token for another user's",
                        "name workers of this homeserver only, in homeserver.endpoints"))
            default:
                findings.append(
                    .bad(
                        "endpoint \(number)", "it does not answer as a homeserver that knows the token",
                        "correct homeserver.endpoints, or start the worker; see docs/guide/scale.md"))
            }
        }
        return findings
    }

    /// Whether the appservice may act for those users of the plan that exist; what of the others, only making them shows.
    private func namespace() async throws -> Finding {
        let planned = try migration.store().firstUsers(Self.usersTried)
        var existing = 0
        for user in planned {
            let may = try await homeserver.read(deadline: Self.patience) {
                await $0.whoami(as: Masquerade(user))
            }
            if may.value != nil {
                existing += 1
                continue
            }
            let profile = try await homeserver.read(deadline: Self.patience) { await $0.profile(of: user) }
            guard profile.value == nil else {
                return .bad(
                    "namespace", "the appservice may not act for \(user), who exists",
                    "let namespaces.users in the registration cover every user of the plan, and restart the homeserver"
                )
            }
        }
        let words =
            planned.isEmpty ? "no plan yet, so no user was tried" : "acts for \(existing) users that exist"
        return .good("namespace", words)
    }

    private func roomVersion() async throws -> Finding {
        let wanted = try migration.planOptions().roomVersion
        let versions = try await homeserver.read(deadline: Self.patience) { await $0.roomVersions() }
            .required("its room versions")
        if versions.available[wanted] != nil { return .good("room version", wanted) }
        let known = versions.available.keys.sorted { (Int($0) ?? 0, $0) < (Int($1) ?? 0, $1) }
        return .bad(
            "room version", "the homeserver makes no rooms of version \(wanted)",
            "set rooms.version in ferry.yaml to one of \(known.joined(separator: ", "))")
    }

    /// Whether ferry.yaml asks for something that homeservers of its profile refuse.
    private func profile() throws -> [Finding] {
        let profile = migration.profile
        guard profile != .plain else { return [] }
        let obstacles = profile.obstacles(try migration.planOptions())
        guard !obstacles.isEmpty else {
            return [.good("profile", "the plan keeps to what \(profile.rawValue) allows")]
        }
        return obstacles.map {
            .bad("profile", "\(profile.rawValue): \($0.what)", "set \($0.remedy) in ferry.yaml")
        }
    }

    private func device() async -> Finding {
        let answer = await homeserver.putDevice(
            "MATRIXFERRY", named: "matrix-ferry", of: "@\(migration.bot):\((try? migration.server) ?? "")")
        if case .ok = answer { return .good("devices", "the appservice can make them") }
        return .bad(
            "devices", "the appservice cannot make a device",
            "without devices every doubt is settled by reading back, which is slower; newer homeservers allow it"
        )
    }

    private func uploadLimit() async throws -> Finding {
        let limit = try await homeserver.read(deadline: Self.patience) { await $0.uploadLimit() }.value ?? nil
        let store = try migration.store()
        let largest = try store.largestFile()
        guard let limit else { return .good("media", "the homeserver states no limit") }
        if largest <= limit { return .good("media", "files up to \(limit >> 20) MiB") }
        return .bad(
            "media",
            "files larger than the \(limit) bytes that the homeserver takes: "
                + "\(try store.fileCount(largerThan: limit)); the largest has \(largest) bytes",
            "raise max_upload_size on the homeserver, and in the proxy before it")
    }

    // With delegated authentication an account that the appservice makes first is taken for the people who log in.
    private func authentication() async throws -> [Finding] {
        let issuer: String
        switch await homeserver.authenticationIssuer() {
        case .ok(let url): issuer = "by \(url)"
        case .refused, .alreadyExists: return []
        // Whether there is none or it does not answer is not known; people may be made in the wrong place.
        case .tokenRejected, .retry, .unknownOutcome, .neverSent, .notAMatrixServer:
            return [
                .bad(
                    "delegated authentication", "the homeserver does not say who authenticates people",
                    "if that is another server (MAS), it must answer the homeserver; if not, run doctor again"
                )
            ]
        }
        let remedy =
            "create the people there before the upload: who is made here first cannot be created there"
        return [Finding(check: "delegated authentication", isGood: true, found: issuer, remedy: remedy)]
    }

    private func disk() -> Finding {
        var status = statvfs()
        guard statvfs(migration.directory, &status) == 0 else {
            return .bad("disk", "cannot be examined", "")
        }
        let free = Int64(status.f_bavail) * Int64(status.f_frsize)
        if free >= Self.lowestFreeSpace { return .good("disk", "\(free >> 30) GiB free") }
        return .bad("disk", "only \(free >> 20) MiB free", "make room where the migration directory is")
    }
}
