// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import Glibc
import Testing

/// Whole archives that were damaged at random, through the whole program (`scripts/mutate`).
@Suite(.timeLimit(.minutes(15))) struct MutationTests {
    /// Rounds; thousands with `FERRY_TEST_LONG=1`.
    private static let count = getenv("FERRY_TEST_LONG") == nil ? 100 : 3000

    @Test func damagedArchivesAreCarriedOrRefusedAndLeaveNothingBehind() async throws {
        let seed = Seed()
        let folder = try TestFolder()
        let arguments = [
            Checkout.root + "/scripts/mutate", Checkout.program, "--count", String(Self.count), "--seed",
            String(seed.seed),
        ]
        let ending = try await BlockingWork.run {
            try ChildProcess.run(arguments, output: folder.path + "/mutate", limit: .seconds(840))
        }
        #expect(ending.code == 0, "\(seed.again("MutationTests"))\n\(ending.output)\n\(ending.errors)")
        #expect(ending.output.contains("\(Self.count) rounds, 0 findings"), "\(ending.output)")
    }
}
