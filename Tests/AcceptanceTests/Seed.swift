// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Random numbers that come again with the same seed (SplitMix64).
struct Seed: RandomNumberGenerator {
    /// The seed; `FERRY_TEST_SEED` in the environment sets it.
    let seed: UInt64
    private var state: UInt64

    init() {
        let given = getenv("FERRY_TEST_SEED").flatMap { UInt64(String(cString: $0)) }
        seed = given ?? UInt64.random(in: 1...999_999)
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }

    /// The line that repeats a test with this seed.
    func again(_ test: String) -> String {
        "again: FERRY_TEST_SEED=\(seed) swift test --filter \(test)"
    }
}
