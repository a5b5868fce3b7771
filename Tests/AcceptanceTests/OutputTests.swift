// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryTestKit
import Testing

/// What the program writes: lines for machines, and no secret anywhere.
@Suite(.serialized, .timeLimit(.minutes(40))) struct OutputTests {
    @Test func everyVerbKeepsTheContractAndNoSecretLeaves() async throws {
        try await Scene.with { scene in
            let secrets =
                [try scene.migration.secret("as_token"), try scene.migration.secret("hs_token")] + ["xoxe-"]
            #expect(secrets.allSatisfy { $0.utf8.count >= 5 })
            let verbs: [([String], Set<Int32>)] = [
                (["doctor"], [0]), (["import", Scene.realExport], [0, 3]), (["import", Scene.sample], [3]),
                (["plan"], [3]), (["upload"], [0]), (["verify"], [0]), (["report"], [0]), (["status"], [0]),
                (["run", Scene.realExport, Scene.sample], [3]),
            ]
            for (arguments, codes) in verbs {
                let child = try scene.migration.start(arguments + ["--json", "-v"], url: scene.url)
                let shown = child.commandLine
                #expect(!secrets.contains { shown.contains($0) })
                let ending = try await BlockingWork.run { try child.wait() }
                #expect(codes.contains(ending.code), "\(arguments[0]): \(ending.code) \(ending.errors)")
                NDJSON.expectContract(ending, verb: arguments[0])
            }
            let own = [scene.migration.registration]
            let files = TestFile.all(below: scene.migration.folder.path).filter { path in
                !own.contains(path) && !path.hasPrefix(scene.migration.folder.path + "/homeserver")
            }
            #expect(files.contains { $0.hasSuffix("/ferry.sqlite") })
            #expect(files.contains { $0.hasSuffix("/reports/verify.html") })
            for path in files {
                let bytes = try TestFile.bytes(path)
                for secret in secrets {
                    #expect(!Self.holds(bytes, secret), "\(secret.prefix(5))… in \(path)")
                }
            }
            for event in try await scene.view().rooms.flatMap(\.events) {
                let bytes = event.content.canonicalBytes()
                for secret in secrets { #expect(!Self.holds(bytes, secret), "\(event.id)") }
            }
        }
    }

    private static func holds(_ bytes: [UInt8], _ text: String) -> Bool {
        let wanted = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { bytes in
            guard bytes.count >= wanted.count else { return false }
            return (0...(bytes.count - wanted.count)).contains { start in
                bytes[start] == wanted[0] && bytes[start..<start + wanted.count].elementsEqual(wanted)
            }
        }
    }
}
