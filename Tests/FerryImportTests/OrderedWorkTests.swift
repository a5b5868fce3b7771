// SPDX-License-Identifier: Apache-2.0
import FerryImport
import Synchronization
import Testing

@Suite("Work on several cores")
struct OrderedWorkTests {
    private struct Broken: Error, Equatable { let number: Int }

    /// What comes of the numbers up to `count`, in the order in which it comes.
    private func run(
        _ count: Int, cores: Int?, limit: Int = 1000, weight: (Int) -> Int = { _ in 1 },
        _ work: @escaping @Sendable (Int) throws -> Int
    ) throws -> [Int] {
        var results: [Int] = []
        let work = OrderedWork(limit: limit, cores: cores, work)
        for number in 0..<count { try work.add(number, weight: weight(number)) { results.append($0) } }
        try work.finish { results.append($0) }
        return results
    }

    @Test("hands out what comes of each value, in the order of the values", arguments: [1, 2, 3, 8, nil])
    func order(cores: Int?) throws {
        let results = try run(2_000, cores: cores) { number in
            // Some take much longer than others.
            (0..<(number % 7 == 0 ? 20_000 : 1)).reduce(number) { $1 & 1 == 2 ? 0 : $0 }
        }
        #expect(results == Array(0..<2_000))
    }

    @Test("works on several at once")
    func atOnce() throws {
        // Each of two waits for the other, which one thread alone could not do.
        let met = Mutex(0)
        let results = try run(2, cores: 2) { number in
            met.withLock { $0 += 1 }
            while met.withLock({ $0 < 2 }) {}
            return number
        }
        #expect(results == [0, 1])
    }

    @Test("throws what work threw in its place, and hands out what came before", arguments: [1, 2, 8])
    func failure(cores: Int) throws {
        var results: [Int] = []
        let work = OrderedWork<Int, Int>(limit: 1000, cores: cores) { number in
            guard number != 50 else { throw Broken(number: number) }
            return number
        }
        #expect(throws: Broken(number: 50)) {
            for number in 0..<100 { try work.add(number, weight: 1) { results.append($0) } }
            try work.finish { results.append($0) }
        }
        #expect(results == Array(0..<50))
    }

    @Test("ends with what its reader throws")
    func unwanted() {
        var count = 0
        let work = OrderedWork<Int, Int>(limit: 1000, cores: 2) { $0 }
        #expect(throws: Broken(number: 3)) {
            for number in 0..<100 {
                try work.add(number, weight: 1) { result in
                    guard result < 3 else { throw Broken(number: result) }
                    count += 1
                }
            }
        }
        #expect(count == 3)
    }

    @Test("has no more weight on its way than it may, and works on what is heavy alone")
    func weight() throws {
        var (now, most) = (0, 0)
        let limit = 100
        let work = OrderedWork<Int, Int>(limit: limit, cores: 4) { $0 }
        func note(_ weight: Int) {
            now += weight
            most = max(most, now)
        }
        var handedOut = 0
        for number in 0..<500 {
            let weight = number % 50 == 49 ? 1_000 : 20
            try work.add(weight, weight: weight) { result in
                // What weighs too much comes when nothing else is on its way.
                if result > limit { #expect(handedOut == number) }
                handedOut += 1
                note(-result)
            }
            note(weight)
        }
        try work.finish {
            handedOut += 1
            note(-$0)
        }
        #expect(handedOut == 500)
        #expect(now == 0 && most <= limit)
    }
}
