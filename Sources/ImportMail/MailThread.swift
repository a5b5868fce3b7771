// SPDX-License-Identifier: Apache-2.0

/// The mails of one thread in one room: which is the first, which answers which, in which order they stand.
struct MailThread {
    /// What is known of a mail.
    struct Mail {
        let id: Int64
        let date: Int64
        let node: Int64
        /// What it answers, the nearest first.
        let references: [Int64]
        let isReply: Bool
    }

    /// Where a mail stands.
    struct Place {
        let id: Int64
        /// The first mail of its thread; `nil` for that itself.
        let root: Int64?
        /// The mail it answers, where that is here.
        let parent: Int64?
        let order: Int64
    }

    private var mails: [Mail] = []
    private var rootOfMany: Int64?

    /// How many mails there are.
    var count: Int { mails.count }

    /// Adds a mail; they come in the order of their dates.
    mutating func add(_ mail: Mail) { mails.append(mail) }

    /// The place of a mail behind the ones that are looked at with care.
    mutating func place(late mail: Mail) -> Place {
        rootOfMany = rootOfMany ?? places().first { $0.root == nil }?.id
        return Place(id: mail.id, root: rootOfMany, parent: nil, order: mail.date)
    }

    /// The place of each mail. A first mail that is missing is stood for by the earliest of those that remain, since
    /// nothing is invented; answers stand behind what they answer, whatever their clocks say.
    func places() -> [Place] {
        guard mails.count > 1 else {
            return mails.map { Place(id: $0.id, root: nil, parent: nil, order: $0.date) }
        }
        var byNode: [Int64: Int] = [:]
        for (position, mail) in mails.enumerated() where byNode[mail.node] == nil {
            byNode[mail.node] = position
        }
        var parents: [Int?] = mails.enumerated().map { position, mail in
            mail.references.lazy.compactMap { byNode[$0] }.first { $0 != position }
        }
        Self.cutLoops(&parents)
        let tops = parents.indices.filter { parents[$0] == nil }
        let root = tops.first { !mails[$0].isReply && mails[$0].references.isEmpty } ?? tops.first ?? 0
        let orders = orders(parents, root: root)
        return mails.indices.map { position in
            guard position != root else {
                return Place(id: mails[position].id, root: nil, parent: nil, order: orders[position])
            }
            return Place(
                id: mails[position].id, root: mails[root].id, parent: parents[position].map { mails[$0].id },
                order: orders[position])
        }
    }

    private static func cutLoops(_ parents: inout [Int?]) {
        // 0: not looked at, 1: on the way, 2: leads to a top.
        var states = [UInt8](repeating: 0, count: parents.count)
        for start in parents.indices where states[start] == 0 {
            var path: [Int] = []
            var current = start
            while states[current] == 0 {
                states[current] = 1
                path.append(current)
                guard let next = parents[current] else { break }
                if states[next] == 1 {
                    parents[current] = nil
                    break
                }
                current = next
            }
            for position in path { states[position] = 2 }
        }
    }

    private func orders(_ parents: [Int?], root: Int) -> [Int64] {
        var orders = [Int64?](repeating: nil, count: mails.count)
        orders[root] = mails[root].date
        for start in mails.indices where orders[start] == nil {
            var path = [start]
            while let next = parents[path[path.count - 1]], orders[next] == nil { path.append(next) }
            for position in path.reversed() {
                let before = orders[parents[position] ?? root] ?? mails[root].date
                orders[position] = max(mails[position].date, before + 1)
            }
        }
        return orders.map { $0 ?? 0 }
    }
}
