// SPDX-License-Identifier: Apache-2.0
import FerryModel
import MatrixClient

/// Whether the homeserver has answered lately, over all lanes, and when the next request may begin.
actor Health {
    private let clock: ClientClock
    private let giveUpAfter: Duration
    private var lastSuccess: [Duration]
    private var pace: Pace
    private(set) var retries = 0

    /// - Parameter endpoints: at how many places the homeserver answers.
    init(clock: ClientClock, options: UploadOptions, endpoints: Int) {
        self.clock = clock
        giveUpAfter = options.giveUpAfter
        lastSuccess = Array(repeating: clock.now(), count: endpoints)
        pace = Pace(perSecond: options.requestsPerSecond)
    }

    func succeeded(at endpoint: Int) { lastSuccess[endpoint] = clock.now() }

    /// How long to wait before the next request, so that the rate asked for is kept.
    func turn() -> Duration { pace.take(now: clock.now()) }

    /// Whether another request has succeeded at the same place since a moment: then what failed all the while failed
    /// by itself, and not because a worker of the homeserver is down.
    func hasSucceeded(since moment: Duration, at endpoint: Int) -> Bool { lastSuccess[endpoint] > moment }

    /// Notes a failure.
    ///
    /// - Throws: `Failure.homeserverUnavailable` when nothing has succeeded anywhere for too long.
    func failed(_ reason: String) throws {
        retries += 1
        guard let last = lastSuccess.max(), clock.now() - last > giveUpAfter else { return }
        throw Failure(
            .homeserverUnavailable, "the homeserver has not answered for \(giveUpAfter): \(reason)",
            remedy: "check the homeserver and the proxies before it, then run the same command again")
    }
}
