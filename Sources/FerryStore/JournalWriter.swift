// SPDX-License-Identifier: Apache-2.0
import Dispatch
public import FerryModel
import GRDB
import Synchronization

/// Notes claims and answers for many lanes: what arrives while one commit waits for the disk goes into the next one
/// together, so that the disk is not asked once for every event.
///
/// A call returns when its change is durable, not before. Unchecked because what changes is behind the mutex.
public final class JournalWriter: Sendable {
    private struct Entry: Sendable {
        let change: @Sendable (Database) throws -> Void
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct Line: Sendable {
        var entries: [Entry] = []
        var isServed = false
    }

    private let store: Store
    private let line = Mutex(Line())
    // Waiting for the disk must not hold up the threads that all tasks share.
    private let queue = DispatchQueue(label: "journal")

    /// Writes into the journal of a store.
    public init(_ store: Store) { self.store = store }

    /// Claims an operation: from now on it is in doubt until it is settled. Only a ready or claimed one can be.
    public func claim(_ operation: Operation, at now: Timestamp) async throws {
        try await commit { try Journal.claim(operation, orClaimed: true, at: now, in: $0) }
    }

    /// Settles an operation with the homeserver's answer and, in the same commit, claims the one that comes next.
    ///
    /// - Throws: as `Journal.settle` does.
    public func settle(
        _ operation: Operation, result: String, thenClaim next: Operation?, at now: Timestamp
    ) async throws {
        try await commit {
            try Journal.settle(operation, result: result, in: $0)
            if let next { try Journal.claim(next, orClaimed: false, at: now, in: $0) }
        }
    }

    private func commit(_ change: @escaping @Sendable (Database) throws -> Void) async throws {
        try await withCheckedThrowingContinuation { continuation in
            let isFirst = line.withLock { line in
                line.entries.append(Entry(change: change, continuation: continuation))
                defer { line.isServed = true }
                return !line.isServed
            }
            if isFirst { queue.async { self.serve() } }
        }
    }

    private func serve() {
        while let entries = next() {
            let results = Result { try commit(entries) }
            for (index, entry) in entries.enumerated() {
                switch results {
                case .success(let refusals):
                    entry.continuation.resume(with: refusals[index].map { .failure($0) } ?? .success(()))
                case .failure(let error): entry.continuation.resume(throwing: error)
                }
            }
        }
    }

    private func next() -> [Entry]? {
        line.withLock { line in
            guard !line.entries.isEmpty else {
                line.isServed = false
                return nil
            }
            defer { line.entries = [] }
            return line.entries
        }
    }

    /// Why each of the changes was refused; `nil` for those that are durable now. An error of the disk is an error of
    /// all, and nothing of them is kept.
    private func commit(_ entries: [Entry]) throws -> [Failure?] {
        try store.writeWithoutTransaction { database in
            // Cached, unlike those of a transaction block: with one event a commit, parsing them would show.
            try database.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
            do {
                let refusals = try entries.map { try refusal(of: $0, in: database) }
                try database.cachedStatement(sql: "COMMIT").execute()
                return refusals
            } catch {
                if database.isInsideTransaction { try? database.rollback() }
                throw error
            }
        }
    }

    private func refusal(of entry: Entry, in database: Database) throws -> Failure? {
        do {
            try entry.change(database)
            return nil
        } catch let refusal as Failure {
            // Thrown before the change had any effect.
            return refusal
        }
    }
}
