// SPDX-License-Identifier: Apache-2.0
import FerryTestKit

/// An upload to a homeserver in this process that is disturbed, once or several times, and then left alone.
struct Trial: Sendable {
    /// How the disturbed runs ended.
    let disturbed: [ChildProcess.Ending]
    /// How the last run ended, which nothing disturbed.
    let last: ChildProcess.Ending
    /// What the homeserver holds then.
    let picture: [String]
    /// The calls that the last run made to disk and network.
    let calls: Int

    /// Runs it; blocks this thread.
    ///
    /// - Parameter faults: one run for each, as `FERRY_FAULT` words it.
    init(_ standIn: StandIn, faults: [String]) throws {
        let server = try FakeHomeserver()
        defer { server.stop() }
        let directory = try standIn.copy()
        disturbed = try faults.map { fault in
            try standIn.start(
                ["upload"], in: directory, url: server.url,
                environment: ["LD_PRELOAD": Checkout.faultShim, "FERRY_FAULT": fault]
            ).wait()
        }
        let count = directory + ".count"
        last = try standIn.start(
            ["upload"], in: directory, url: server.url,
            environment: [
                "LD_PRELOAD": Checkout.faultShim, "FERRY_FAULT": "count", "FERRY_FAULT_COUNT": count,
            ]
        ).wait()
        calls = Int((try? TestFile.text(count))?.prefix { $0.isNumber } ?? "") ?? 0
        picture = server.state.picture
        TestFile.remove(directory)
    }

    /// Runs many, a few at a time, and gives what each came to, in no order.
    static func runAll<Point: Sendable>(
        _ points: [Point], _ run: @escaping @Sendable (Point) throws -> Trial
    ) async throws -> [(Point, Trial)] {
        try await withThrowingTaskGroup(of: (Point, Trial).self) { group in
            var results: [(Point, Trial)] = []
            for (index, point) in points.enumerated() {
                if index >= 3, let result = try await group.next() { results.append(result) }
                group.addTask { (point, try await BlockingWork.run { try run(point) }) }
            }
            for try await result in group { results.append(result) }
            return results
        }
    }
}
