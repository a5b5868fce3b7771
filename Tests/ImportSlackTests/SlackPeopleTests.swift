// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestImports
import Testing

struct SlackPeopleTests {
    private static let user = #"{"type":"message","user":"U1","text":"x","ts":"1577880000.000100"}"#

    @Test("roles, names, addresses and departed people")
    func described() throws {
        let sink = try SlackFolder(
            messages: Self.user,
            files: [
                "users.json": """
                [{"id":"U1","team_id":"T1","name":"anna","real_name":"Anna A","is_owner":true,
                  "profile":{"display_name":"","real_name":"Anna A","email":"anna@e.eu"}},
                 {"id":"U2","team_id":"T1","name":"bert","deleted":true,"profile":{}},
                 {"id":"U3","team_id":"T1","name":"gast","is_restricted":true,"is_ultra_restricted":true,"profile":{"display_name":"Gast"}},
                 {"id":"U4","team_id":"T2","name":"fremd","is_stranger":true,"profile":{}},
                 {"id":"U5","team_id":"T1","name":"robot","is_bot":true,"profile":{"real_name":"Robot","bot_id":"B5"}},
                 {"id":"W6","team_id":"T1","name":"chef","is_admin":true},
                 {"id":"U7","team_id":"T9","name":"partner"},
                 {"id":"U8","team_id":"T8","name":"sibling","enterprise_user":{"enterprise_id":"E1"}},
                 null, {"name":"no id"}]
                """
            ]
        ).read()
        #expect(sink.person("U1")?.role == .owner)
        #expect(sink.person("U1")?.displayName == "Anna A")
        #expect(sink.person("U1")?.addresses == ["anna@e.eu"])
        #expect(sink.person("U2")?.departed == true)
        #expect(sink.person("U2")?.displayName == "bert")
        #expect(sink.person("U2")?.addresses == [])
        #expect(sink.person("U3")?.role == .guest)
        #expect(sink.person("U4")?.role == .external)
        #expect(sink.person("U5")?.role == .bot)
        #expect(sink.person("W6")?.role == .admin)
        #expect(sink.person("U7")?.role == .external)
        #expect(sink.person("U8")?.role == .member)
        #expect(sink.people.count == 8)
        #expect(sink.lossCounts == ["slack.index.unknown-content": 1, "slack.index.not-supported": 1])
        #expect(sink.workspaces.map(\.key.key.id) == ["T1"])
    }

    @Test("people nobody describes are taken from messages or get a place to stand in")
    func strangers() throws {
        let sink = try SlackFolder(
            messages: #"{"user":"U8","text":"x","ts":"1577880000.000100"}"#,
            #"{"user":"U8","text":"y","ts":"1577880001.000100","user_profile":{"name":"otto","display_name":"Otto","team":"T1"}}"#,
            #"{"user":"U9","text":"z","ts":"1577880002.000100","user_team":"T9","user_profile":{"real_name":"Nina","team":"T9"}}"#,
            #"{"user":"U7","text":"z","ts":"1577880003.000100"}"#
        ).read()
        #expect(sink.person("U8")?.displayName == "Otto")
        #expect(sink.person("U8")?.role == .unknown)
        #expect(sink.person("U9")?.role == .external)
        #expect(sink.person("U7")?.displayName == "U7")
        #expect(sink.person("U7")?.role == .unknown)
    }

    @Test("bots: one ghost each, under the name each message showed")
    func bots() throws {
        let sink = try SlackFolder(
            messages:
                #"{"subtype":"bot_message","bot_id":"B1","username":"Alarm","text":"x","ts":"1577880000.000100"}"#,
            #"{"subtype":"bot_message","bot_id":"B1","username":"Other","text":"x","ts":"1577880001.000100"}"#,
            #"{"subtype":"bot_message","bot_id":"B2","text":"x","ts":"1577880002.000100","bot_profile":{"id":"B2","name":"Deploy"}}"#,
            #"{"subtype":"bot_message","username":"Webhook","text":"x","ts":"1577880003.000100"}"#,
            #"{"subtype":"bot_message","bot_id":"B5","text":"x","ts":"1577880004.000100"}"#,
            #"{"user":"U5","bot_id":"B5","text":"x","ts":"1577880005.000100"}"#,
            #"{"subtype":"bot_message","bot_id":"B6","app_id":"A6","text":"x","ts":"1577880006.000100"}"#,
            #"{"subtype":"bot_message","bot_id":"B7","text":"x","ts":"1577880007.000100"}"#,
            files: [
                "users.json":
                    #"[{"id":"U5","team_id":"T1","name":"robot","is_bot":true,"profile":{"real_name":"Robot","bot_id":"B5"}}]"#,
                "integration_logs.json": #"[{"app_id":"A6","app_type":"Travis CI"}]"#,
            ]
        ).read()
        #expect(
            sink.messages.map(\.author.key.id) == ["B1", "B1", "B2", "name/Webhook", "U5", "U5", "B6", "B7"])
        #expect(sink.messages.allSatisfy { $0.kind == .notice })
        #expect(sink.messages.map(\.authorName) == [nil, "Other", nil, nil, nil, nil, nil, nil])
        #expect(
            ["B1", "B2", "name/Webhook", "U5", "B6", "B7"].map { sink.person($0)?.displayName }
                == ["Alarm", "Deploy", "Webhook", "Robot", "Travis CI", "B7"])
        #expect(sink.people.allSatisfy { $0.role == .bot || $0.key.key.id.hasPrefix("U") })
    }

    @Test("the ZIP's name names the workspace; people may share a handle and have ids with a W")
    func names() throws {
        let folder = try SlackFolder([:])
        let name = "Town Hall Slack export Jan 1 2020 - Dec 31 2020"
        for (path, text) in [
            "users.json":
                #"[{"id":"W1","team_id":"T1","name":"anna"},{"id":"U2","team_id":"T1","name":"anna","deleted":true}]"#,
            "channels.json": #"[{"id":"C1","name":"general","members":["W1"]}]"#,
            "general/2020-01-01.json": #"[{"user":"W1","text":"<@W1> <@U2>","ts":"1577880000.000100"}]"#,
        ] {
            try folder.write(name + "/" + path, Array(text.utf8))
        }
        let sink = try SlackFolder.read(folder.path + "/" + name)
        #expect(sink.workspaces.map(\.name) == ["Town Hall"])
        #expect(sink.people.map(\.handle) == ["anna", "anna"])
        #expect(sink.messages.map(\.body.plain) == ["@anna @anna"])
    }

    @Test("avatars beside the export are attachments of their people")
    func avatars() throws {
        let sink = try SlackFolder(
            messages: Self.user, files: ["__avatars/U1/anna.png": "png", "__avatars/U404/x.png": "x"]
        ).read()
        #expect(sink.person("U1")?.avatar?.key.id == "avatar/U1")
        #expect(sink.attachment("avatar/U1")?.location == .entry("__avatars/U1/anna.png"))
        #expect(sink.bytes == ["__avatars/U1/anna.png": Array("png".utf8)])
    }

    @Test("the workspace of posts stands in where no person names one")
    func workspaceOfPosts() throws {
        let sink = try SlackFolder(
            messages: #"{"user":"U1","text":"x","ts":"1577880000.000100","team":"T77"}"#,
            files: ["users.json": "[]"]
        ).read()
        #expect(sink.workspaces.map(\.key.key.id) == ["T77"])
        let nameless = try SlackFolder(messages: Self.user, files: ["users.json": "[]"]).read()
        #expect(nameless.workspaces.map(\.key.key.id) == ["of-C1"])
    }
}
