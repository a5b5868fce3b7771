// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel
import FerryStore
import Logging
import MatrixClient

/// Takes the lease of a migration at the start of an upload, a rollback or a closing, renews it while that goes on, and
/// stops it when somebody else has taken the lease.
actor LeaseKeeper {
    /// How long a lease may stay unrenewed before it is renewed, and before others take its run for dead.
    struct Times: Sendable {
        var beat: Duration = .seconds(10)
        var expiry: Duration = .seconds(30)
    }

    // All requests wait for a renewal, so it must not wait long itself.
    private static let backoff = Backoff(cap: .seconds(3))

    private let store: Store
    private let homeserver: Homeserver
    private let user: String
    private let clock: ClientClock
    private let patience: Duration
    private let logger: Logger
    private let times: Times
    private var lease: Lease
    private var isActive = false
    /// Why the lease is gone; whoever asks from then on is told so.
    private var loss: Failure?
    private var renewedAt: (monotonic: Duration, date: Int64)
    private var renewal: Task<Void, any Error>?

    init(
        store: Store, homeserver: Homeserver, user: String, clock: ClientClock, patience: Duration,
        times: Times = Times(),
        logger: Logger = Logger(label: "matrix-ferry") { _ in SwiftLogNoOpLogHandler() }
    ) {
        self.store = store
        self.homeserver = homeserver
        self.user = user
        self.clock = clock
        self.patience = patience
        self.times = times
        self.logger = logger
        let token = (0..<4).map { _ in String(UInt32.random(in: .min ... .max), radix: 16) }.joined(
            separator: "-")
        lease = Lease(token: token, place: store.place, host: MigrationLock.host)
        renewedAt = (clock.now(), clock.date())
    }

    private var type: String { Lease.type(store.migration) }

    /// Takes the lease.
    ///
    /// - Throws: `Failure.busy` when a run elsewhere is alive, or when another copy was carried on since this store was
    ///   used last.
    func take(takesOver: Bool) async throws {
        let known = try store.leaseTokens()
        let found = try await current()
        var decision = LeaseDecision(found: found, known: known, place: lease.place, takesOver: takesOver)
        if decision == .observe, var seen = found {
            try await waitForDeath(of: seen)
            seen.isHeld = false
            decision = LeaseDecision(found: seen, known: known, place: lease.place, takesOver: takesOver)
        }
        if case .refuse(let failure) = decision { throw failure }
        try store.add(leaseToken: lease.token)
        isActive = try await put()
        note()
    }

    private func waitForDeath(of seen: Lease) async throws {
        logger.warning("the last run elsewhere has not said that it ended: looking whether it is alive")
        let end = clock.now() + times.expiry
        repeat {
            do { try await clock.sleep(times.beat / 4) } catch {
                throw Failure(.paused, "interrupted", remedy: "run the same command again")
            }
            if let now = try await current(), now.isHeld, now != seen { throw LeaseDecision.busy(now) }
        } while clock.now() < end
    }

    /// Makes sure that the lease is held, as often as it needs to be: before a request leaves, also after this process
    /// was suspended for hours.
    ///
    /// - Throws: `Failure.busy` when it is not, and from then on.
    func check() async throws {
        if let loss { throw loss }
        // The first clock stands still while a machine sleeps, the second may be set.
        let age = clock.now() - renewedAt.monotonic
        let days = clock.date() - renewedAt.date
        guard isActive, age >= times.beat || days < 0 || .seconds(days) >= times.beat else { return }
        let running = renewal ?? Task { try await self.renew() }
        renewal = running
        defer { renewal = nil }
        try await withTaskCancellationHandler {
            try await running.value
        } onCancel: {
            running.cancel()
        }
    }

    private func renew() async throws {
        let found = try await current()
        // What a run of this very directory sent before it was killed may arrive after what this one sent.
        let isOurs = found.map {
            $0.place == lease.place && (try? store.leaseTokens().contains($0.token)) == true
        }
        guard isOurs != false else {
            isActive = false
            let failure = LeaseDecision.busy(found ?? lease)
            loss = failure
            throw failure
        }
        lease.beat += 1
        isActive = try await put()
        note()
    }

    /// Takes the lease, does something, and gives the lease back; it is renewed meanwhile.
    ///
    /// - Parameter body: asks `check` before every request that changes something.
    nonisolated func hold<Value>(takesOver: Bool, _ body: () async throws -> Value) async throws -> Value {
        try await take(takesOver: takesOver)
        let renewing = Task { await self.renewAlways() }
        defer { renewing.cancel() }
        do {
            let value = try await body()
            await release()
            return value
        } catch {
            await release()
            throw error
        }
    }

    /// Renews the lease until it is lost or the task is cancelled; whoever sends next is told what is wrong.
    func renewAlways() async {
        while (try? await Task.sleep(for: times.beat)) != nil {
            do { try await check() } catch { return }
        }
    }

    /// Says that the run has ended, if the homeserver answers at once; if not, others will find out.
    func release() async {
        guard isActive else { return }
        isActive = false
        lease.isHeld = false
        let (homeserver, type, user, content) = (homeserver, type, user, lease.content)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { _ = await homeserver.putAccountData(type, content, of: user) }
            group.addTask { try? await Task.sleep(for: .seconds(3)) }
            await group.next()
            group.cancelAll()
        }
    }

    private func note() { renewedAt = (clock.now(), clock.date()) }

    private func current() async throws -> Lease? {
        let (type, user) = (type, user)
        let reading = try await homeserver.read(deadline: patience, backoff: Self.backoff) {
            await $0.accountData(type, of: user)
        }
        return reading.value.flatMap { Lease($0) }
    }

    /// Gives `false` where the homeserver keeps nothing for the appservice's user: then there is no fence.
    private func put() async throws -> Bool {
        let (type, user, content) = (type, user, lease.content)
        // The same content twice does no harm, so this may be repeated like a question.
        let ending = try await homeserver.read(deadline: patience, backoff: Self.backoff) {
            await $0.putAccountData(type, content, of: user)
        }
        guard case .refused(let refusal) = ending else { return true }
        logger.warning("the homeserver keeps no lease", metadata: ["reason": "\(refusal)"])
        return false
    }
}
