// SPDX-License-Identifier: Apache-2.0
import FerryUpload
import Testing

@Suite("The limit of requests in flight")
struct ConcurrencyLimitTests {
    /// A homeserver that needs so long for one request and works on one at a time: what is in flight queues.
    private struct Queue {
        var limit: ConcurrencyLimit
        var cost: Duration
        var now: Duration = .zero

        mutating func run(_ seconds: Int) {
            let end = now + .seconds(seconds)
            while now < end {
                now += cost
                limit.note(.answered(in: cost * limit.value), isFull: true, now: now)
            }
        }
    }

    @Test("reaches the ceiling within seconds where the homeserver bears it")
    func strong() {
        var queue = Queue(limit: ConcurrencyLimit(ceiling: 64), cost: .milliseconds(12))
        queue.run(1)
        #expect(queue.limit.value < 64)
        queue.run(4)
        #expect(queue.limit.value == 64)
    }

    @Test("settles where half of the answers take as long as others may have to wait")
    func weak() {
        var queue = Queue(limit: ConcurrencyLimit(ceiling: 1024), cost: .milliseconds(50))
        queue.run(120)
        // 2 s ÷ 50 ms; never beyond what makes it shrink again.
        for _ in 1...60 {
            queue.run(1)
            #expect((38...81).contains(queue.limit.value), "\(queue.limit.value)")
        }
    }

    @Test("follows a homeserver that becomes slower, and one that recovers")
    func changing() {
        var queue = Queue(limit: ConcurrencyLimit(ceiling: 64), cost: .milliseconds(12))
        queue.run(10)
        queue.cost = .seconds(1)
        queue.run(600)
        #expect(queue.limit.value <= 4)
        queue.cost = .milliseconds(12)
        queue.run(120)
        #expect(queue.limit.value == 64)
    }

    @Test("halves when requests are turned away, once for all that were in flight")
    func overload() {
        var limit = ConcurrencyLimit(ceiling: 64, start: 64)
        for _ in 1...64 { limit.note(.overloaded, isFull: false, now: .seconds(10)) }
        #expect(limit.value == 32)
        limit.note(.overloaded, isFull: false, now: .seconds(12))
        #expect(limit.value == 16)
        for second in 13...40 { limit.note(.overloaded, isFull: false, now: .seconds(second)) }
        #expect(limit.value == 1)
    }

    @Test("grows by no more than one at a time after a sign of strain")
    func bounded() {
        var queue = Queue(limit: ConcurrencyLimit(ceiling: 64, start: 64), cost: .milliseconds(5))
        queue.limit.note(.overloaded, isFull: true, now: .zero)
        var values: [Int] = []
        for _ in 1...30 {
            values.append(queue.limit.value)
            // Less than the time between two changes.
            queue.now += .milliseconds(100)
            for _ in 1...64 {
                queue.limit.note(.answered(in: .milliseconds(5)), isFull: true, now: queue.now)
            }
        }
        #expect(values.last.map { $0 > 32 } == true)
        #expect(zip(values, values.dropFirst()).allSatisfy { $1 - $0 <= 1 })
    }

    @Test("does not grow while nobody waits for a place, nor over what says nothing")
    func unused() {
        var limit = ConcurrencyLimit(ceiling: 64, start: 8)
        for step in 1...500 {
            limit.note(.answered(in: .milliseconds(5)), isFull: false, now: .milliseconds(step * 100))
            limit.note(.ended, isFull: true, now: .milliseconds(step * 100))
        }
        // What waits for a large file is not held up by the homeserver, but it shows that a place was wanted.
        #expect(limit.value >= 8)
        var quiet = ConcurrencyLimit(ceiling: 64, start: 8)
        for step in 1...500 {
            quiet.note(.answered(in: .milliseconds(5)), isFull: false, now: .milliseconds(step * 100))
        }
        #expect(quiet.value == 8)
    }

    @Test("stays between one and its ceiling whatever happens", arguments: 1...20)
    func range(seed: Int) {
        var random = SplitMix(seed)
        var limit = ConcurrencyLimit(ceiling: 1 + seed * 3, start: seed)
        var now: Duration = .zero
        for _ in 1...2_000 {
            now += .milliseconds(random.next(600))
            let outcome: ConcurrencyLimit.Outcome =
                switch random.next(10) {
                case 0: .overloaded
                case 1: .ended
                default: .answered(in: .milliseconds(random.next(5_000)))
                }
            limit.note(outcome, isFull: random.next(2) == 0, now: now)
            #expect((1...limit.ceiling).contains(limit.value))
        }
    }
}

private struct SplitMix {
    private var state: UInt64

    init(_ seed: Int) { state = UInt64(seed) }

    mutating func next(_ bound: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((value ^ (value >> 31)) % UInt64(bound))
    }
}
