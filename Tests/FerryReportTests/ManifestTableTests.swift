// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import FerryModel
import FerryReport
import Glibc
import Testing

struct ManifestTableTests {
    @Test func digestIsThatOfTheFileAndFieldsAreAsTheyAre() throws {
        let folder = try TestFolder()
        let reports = ReportFolder(path: folder.path)
        let table = try ManifestTable(in: reports)
        let digest = SHA256.digest(of: "content")
        try table.append(
            .event(
                room: "!a:example.org", id: "$e", type: "m.room.message", sender: "@anna:example.org",
                time: 7,
                digest: digest))
        try table.append(.media(address: "mxc://example.org/x", bytes: 3, digest: digest))
        let manifest = try table.finish()
        let text = try TestFile.text(folder.path + "/manifest.csv")
        #expect(
            text == """
                kind,room_id,event_id,type,sender,origin_server_ts,mxc,bytes,sha256
                event,!a:example.org,$e,m.room.message,@anna:example.org,7,,,\(digest.hex)
                media,,,,,,mxc://example.org/x,3,\(digest.hex)

                """)
        #expect(manifest.digest == SHA256.digest(of: text))
        #expect(manifest.lines == 2)
    }

    @Test func sealedManifestOutlivesTheNextVerification() throws {
        let folder = try TestFolder()
        let reports = ReportFolder(path: folder.path)
        let first = try ManifestTable(in: reports).finish()
        try SealedManifest.seal(first, in: reports)
        // Killed before it was noted, it is sealed again.
        try SealedManifest.seal(first, in: reports)
        let next = try ManifestTable(in: reports)
        try next.append(.media(address: "mxc://example.org/x", bytes: 3, digest: first.digest))
        let second = try next.finish()
        #expect(second.digest != first.digest)
        let sealed = try TestFile.text(folder.path + "/manifest-sealed.csv")
        #expect(SHA256.digest(of: sealed) == first.digest)
        var status = stat()
        #expect(stat(folder.path + "/manifest-sealed.csv", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o400)
    }
}
