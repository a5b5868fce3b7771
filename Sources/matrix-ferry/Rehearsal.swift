// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryReport
import FerryStore
import Glibc

/// A migration of a few rooms below the real one, in a directory of its own that every verb works on.
struct Rehearsal {
    /// The directory's name in the migration directory.
    static let folder = "rehearsal"
    /// What its migration id ends with.
    static let idSuffix = "-rehearsal"
    /// What the names of its spaces begin with.
    static let spacePrefix = "Rehearsal: "

    let migration: Migration
    let store: Store

    private var directory: String { migration.directory + "/" + Self.folder }

    /// The rehearsal that was begun, or a new one of so many rooms.
    func open(rooms: Int, _ console: Console) throws -> Migration {
        let path = directory + "/" + Store.fileName
        if access(path, F_OK) == 0 {
            console.say("going on with the rehearsal in \(directory)")
            return try Migration(directory: directory)
        }
        let sample = try store.rehearsalSample(rooms)
        guard !sample.isEmpty else {
            throw Failure(
                .planStale, "the plan has no rooms to rehearse", at: migration.directory,
                remedy: "run `matrix-ferry plan` first")
        }
        try makeFolder(directory)
        try makeFolder(directory + "/mappings")
        try lend("media")
        let token = migration.configuration.text(.tokenFile) ?? "registration.yaml"
        if !token.hasPrefix("/"), let first = token.split(separator: "/").first { try lend(String(first)) }
        if let people = try TextFile.read(migration.peoplePath) {
            try TextFile.write(people, to: directory + "/mappings/people.csv", mode: 0o600)
        }
        if let roles = try TextFile.read(migration.rolesPath) {
            try TextFile.write(roles, to: directory + "/mappings/roles.csv", mode: 0o600)
        }
        let id = try migration.id + Self.idSuffix
        try TextFile.write(try configuration(id), to: directory + "/" + Configuration.fileName, mode: 0o600)
        // The store comes last and appears whole: it is what makes the directory a rehearsal.
        let temporary = path + ".new"
        unlink(temporary)
        try store.copy(to: temporary, as: id, channels: sample, spacePrefix: Self.spacePrefix)
        guard rename(temporary, path) == 0 else { throw failure(path) }
        // What is sent from now on is in this store alone.
        try TextFile.syncFolder(of: path)
        return try Migration(directory: directory)
    }

    /// The configuration of the real migration under another id.
    private func configuration(_ id: String) throws -> String {
        let text = try TextFile.read(migration.directory + "/" + Configuration.fileName) ?? ""
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.map { $0.hasPrefix("migration:") ? "migration: \(id)" : String($0) }.joined(
            separator: "\n")
    }

    private func makeFolder(_ path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure(path) }
    }

    private func lend(_ name: String) throws {
        let path = directory + "/" + name
        guard symlink("../" + name, path) == 0 || errno == EEXIST else { throw failure(path) }
    }

    private func failure(_ path: String) -> Failure {
        Failure(
            .storage, "the rehearsal could not be prepared (errno \(errno))", at: path,
            remedy: "check the disk and the permissions, delete the rehearsal folder and run again")
    }
}
