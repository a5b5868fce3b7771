// SPDX-License-Identifier: Apache-2.0
import FerryStore

/// What a page says of all people together, gathered line by line, and the first of them.
struct PeopleOverview: Sendable {
    private(set) var total = 0
    private(set) var departed = 0
    private(set) var byReason: [String: Int] = [:]
    /// As many as a page shows, in their order.
    private(set) var first: [Store.PersonLine] = []
    private var known: Set<String> = []

    /// How many users they became.
    var users: Int { known.count }

    init(_ lines: some Sequence<Store.PersonLine> = []) {
        for line in lines { add(line) }
    }

    mutating func add(_ line: Store.PersonLine) {
        total += 1
        if line.isDeparted { departed += 1 }
        byReason[line.reason, default: 0] += 1
        known.insert(line.user)
        if first.count < LongTable.most { first.append(line) }
    }
}
