// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import Testing

/// Every input that the fuzzer's corpus and the regressions hold, through the same functions as the fuzzer's, without
/// its instruments: `scripts/fuzz` is what looks for new ones.
@Suite struct ReplayTests {
    @Test(
        "what is kept of hostile inputs is read or refused, as promised",
        arguments: HostileTarget.all.map(\.name))
    func replay(name: String) async throws {
        let target = try #require(HostileTarget.named(name))
        let inputs = KeptInputs.of(name)
        #expect(!inputs.isEmpty, "no corpus for \(name)")
        let findings = try await BlockingWork.run {
            inputs.compactMap { input -> String? in
                do { try target.run(input.bytes) } catch { return "\(input.name): \(error)" }
                return nil
            }
        }
        #expect(findings.isEmpty)
    }

    @Test("an input cut anywhere is read or refused, as promised", arguments: HostileTarget.all.map(\.name))
    func cut(name: String) async throws {
        let target = try #require(HostileTarget.named(name))
        // Importers touch the disk: a few places of them are enough here, their own tests cut at every byte.
        let steps = name.hasPrefix("import-") ? 4 : name == "homeserver" || name == "archive" ? 12 : 40
        let inputs = KeptInputs.of(name).prefix(12)
        let findings = try await BlockingWork.run {
            inputs.flatMap { input in
                (0..<steps).compactMap { step -> String? in
                    let length = input.bytes.count * step / steps
                    do { try target.run(Array(input.bytes.prefix(length))) } catch {
                        return "\(input.name), \(length) bytes: \(error)"
                    }
                    return nil
                }
            }
        }
        #expect(findings.isEmpty)
    }

    @Test("a broken promise is found")
    func control() throws {
        #expect(throws: HostileFinding.self) { try promise(false, "always broken") }
        let unsafe = "<p>a<script>b</script></p>"
        #expect(throws: HostileFinding.self) { try Rendering.checkHTML(unsafe) }
        #expect(throws: HostileFinding.self) { try Rendering.checkHTML("<p><em>x</p></em>") }
        #expect(throws: HostileFinding.self) { try Rendering.checkHTML("<a href=\"javascript:x\">y</a>") }
        try Rendering.checkHTML("<p>a<br><a href=\"https://example.org\">b</a></p>")
    }
}
