// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryModel
import FerryTestImports
import ImportSlack
import Testing

struct SlackLayoutTests {
    private static func message(_ text: String, _ second: Int = 0, user: String = "U1") -> String {
        #"{"type":"message","user":"\#(user)","text":"\#(text)","ts":"\#(1_577_880_000 + second).000100"}"#
    }

    @Test("an organisation's export: its own channels and those of its workspaces")
    func organisation() throws {
        let folder = try SlackFolder([
            "Export/org_users.json":
                #"[{"id":"U1","name":"anna","enterprise_user":{"enterprise_id":"E1","enterprise_name":"Land"}},{"id":"W2","name":"bert"}]"#,
            "Export/channels.json": #"[{"id":"C0","name":"all"}]"#,
            "Export/dms.json": #"[{"id":"D1","members":["U1","W2"]}]"#,
            "Export/all/2020-01-01.json": "[\(Self.message("org"))]",
            "Export/D1/2020-01-01.json": "[\(Self.message("direct"))]",
            "Export/teams/north/users.json": #"[{"id":"U1","team_id":"T1","name":"anna"}]"#,
            "Export/teams/north/channels.json": #"[{"id":"C1","name":"general"}]"#,
            "Export/teams/north/general/2020-01-01.json": "[\(Self.message("north"))]",
            "Export/teams/south/channels.json": #"[{"id":"C2","name":"general"}]"#,
            "Export/teams/south/groups.json": #"[{"id":"G2","name":"board"}]"#,
            "Export/teams/south/general/2020-01-01.json":
                #"[{"user":"W2","text":"south","ts":"1577880000.000100","team":"T2"}]"#,
            "Export/teams/south/board/2020-01-01.json": "[\(Self.message("board"))]",
            "Export/teams/south/gone/2020-01-01.json": "[\(Self.message("gone"))]",
        ])
        let recognition = try SlackImporter().recognise(try Archive.open(folder.path))
        #expect(recognition?.layout == "Enterprise Grid export")
        #expect(recognition?.lacks == [.files])
        let sink = try folder.read()
        let texts = sink.messages.reduce(into: [:]) { $0[$1.channel.key.id] = $1.body.plain }
        #expect(
            texts == [
                "C0": "org", "D1": "direct", "C1": "north", "C2": "south", "G2": "board",
                "folder/south/gone": "gone",
            ])
        #expect(Set(sink.workspaces.map(\.key.key.id)) == ["E1", "T1", "T2"])
        #expect(Set(sink.workspaces.map(\.name)) == ["Land", "north", "south"])
        #expect(sink.channel("C0")?.workspace.key.id == "E1")
        #expect(sink.channel("C1")?.workspace.key.id == "T1")
        #expect(sink.channel("G2")?.workspace.key.id == "T2")
        #expect(sink.people.count == 2)
        #expect(sink.lossCounts == ["slack.channel.not-described": 1])
    }

    @Test("a dump of slackdump: one file for each channel, replies inside their first messages")
    func dump() throws {
        let folder = try SlackFolder([
            "users.json": #"[{"id":"U1","team_id":"T1","name":"anna"}]"#,
            "channels.json":
                #"[{"id":"C012345678","name":"general","is_channel":true},{"id":"D012345678","is_im":true,"user":"U1"}]"#,
            "C012345678.json": """
            {"channel_id":"C012345678","name":"general","messages":[
            {"user":"U1","text":"root","ts":"1577880000.000100","thread_ts":"1577880000.000100",
            "slackdump_thread_replies":[{"user":"U1","text":"reply","ts":"1577880001.000100","thread_ts":"1577880000.000100"}]},
            {"user":"U1","text":"file","ts":"1577880002.000100","files":[{"id":"F1","name":"a.txt"}]}]}
            """,
            "C012345678/F1-a.txt": "bytes",
            "D012345678.json":
                #"{"channel_id":"D012345678","name":"","messages":[\#(Self.message("direct"))]}"#,
            "C999999999.json":
                #"{"channel_id":"C999999999","name":"lost","messages":[\#(Self.message("lost"))]}"#,
            "C999999999-1577880009.000100.json":
                #"{"channel_id":"C999999999","thread_ts":"1577880009.000100","messages":[\#(Self.message("thread", 9))]}"#,
        ])
        #expect(try SlackImporter().recognise(try Archive.open(folder.path))?.layout == "slackdump dump")
        let sink = try folder.read()
        #expect(
            sink.messages.filter { $0.channel.key.id == "C012345678" }.map(\.body.plain) == [
                "root", "reply", "file",
            ])
        #expect(
            sink.messages.filter { $0.channel.key.id == "C999999999" }.map(\.body.plain) == [
                "lost", "thread",
            ])
        #expect(sink.message("D012345678/1577880000.000100")?.body.plain == "direct")
        #expect(sink.channel("D012345678")?.kind == .direct)
        #expect(sink.channel("C999999999")?.name == "lost")
        #expect(sink.attachment("F1")?.location == .entry("C012345678/F1-a.txt"))
        #expect(sink.bytes["C012345678/F1-a.txt"] == Array("bytes".utf8))
        #expect(sink.lossCounts == ["slack.channel.not-described": 1])
    }

    @Test("direct messages of an export are not taken for a dump's files")
    func directFolders() throws {
        let sink = try SlackFolder([
            "dms.json": #"[{"id":"D012345678","members":["U1","U2"]}]"#,
            "D012345678/2020-01-01.json": "[\(Self.message("direct"))]",
        ]).read()
        #expect(sink.messages.map(\.channel.key.id) == ["D012345678"])
        #expect(sink.losses.isEmpty)
    }
}
