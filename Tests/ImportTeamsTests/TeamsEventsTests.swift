// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryModel
import FerryTestImports
import ImportTeams
import Testing

/// The thirty kinds of system messages, from the examples in Microsoft's documentation.
struct TeamsEventsTests {
    private static let anna = "1fb8890f-423e-4154-8fbf-db6809bc8756"
    private static let bert = "06a5b888-ad96-455e-88ef-c059ec4e4cf0"

    private func read(_ number: Int) throws -> ListSink {
        let sink = ListSink()
        let path = TeamsFolder.fixtures + "/graph-docs-json-2023/concepts__system-messages__\(number).json"
        try TeamsImporter().read(try Archive.open(path), into: sink)
        return sink
    }

    @Test(
        "each says what happened",
        arguments: [
            (0, "Meeting ended · 59 s\n@Adele Vance "), (2, "Call started"), (3, "Transcript available"),
            (
                1,
                "Recording: Meeting Recording.mp4<https://testtenant.sharepoint.com/sites/TestTeam/Shared%20Documents/General/Recordings/Meeting%20Recording.mp4?web=1> · 40 min 19 s"
            ),
            (4, "Channel added: #Standard channel"), (5, "Channel deleted: #Standard channel"),
            (6, "Channel description: Channel description updated"),
            (7, "Channel renamed: #Standard channel rename"),
            (8, "Channel shown to all members"), (9, "Channel no longer shown to all members"),
            (10, "Chat renamed: Microsoft Teams Members"), (11, "Role changed: @ (owner)"),
            (12, "Meeting chat switched on"), (13, "Added: @, @"), (14, "Removed: @"),
            (15, "Joined: @Alex (Guest)"),
            (16, "Left: @Alex (Guest)"), (17, "Message pinned"), (19, "Tab changed"), (20, "Team archived"),
            (21, "Team created: Test Team"), (22, "Team description: Team description updated"),
            (23, "Joining the team by link or code switched off"),
            (24, "Joining the team by link or code switched on"),
            (25, "Team renamed: Team rename"), (26, "App added: Flipgrid"), (27, "App removed: Flipgrid"),
            (28, "App updated: Flipgrid"), (29, "Team opened again"),
        ] as [(Int, String)])
    func words(number: Int, expected: String) throws {
        let sink = try read(number)
        #expect(sink.messages.map(\.body.plain) == [expected])
        #expect(sink.lossCounts["teams.event.emptied"] == nil)
        #expect(sink.lossCounts["teams.message.no-author"] == nil)
    }

    @Test("one person coming or going, names and archiving are state")
    func state() throws {
        let person = { (id: String) in
            PersonKey(SourceKey(.teams, workspace: "", .person, id: id))
        }
        #expect(
            try read(14).messages.first?.kind
                == .system(.left(person(Self.anna), by: person("9ee3dc1b-6a70-4582-8bc5-5dd35336b6c3"))))
        #expect(
            try read(15).messages.first?.kind
                == .system(.joined(person("2c3f5f34-ac9f-42e7-8b35-442ccac166cb"), by: person(Self.anna))))
        #expect(try read(10).messages.first?.kind == .system(.named("Microsoft Teams Members")))
        #expect(try read(13).messages.first?.kind == .system(.other("membersadded")))
        #expect(try read(20).messages.first?.kind == .system(.archived))
        #expect(try read(29).messages.first?.kind == .system(.unarchived))
        #expect(try read(2).messages.first?.kind == .call)
    }

    @Test("coming and going shows in the memberships")
    func memberships() throws {
        let added = try read(13).memberships
        #expect(Set(added.map(\.person.key.id)).isSuperset(of: [Self.anna, Self.bert]))
        #expect(
            added.filter { $0.person.key.id == Self.bert }.allSatisfy {
                $0.joinedAt != nil && $0.leftAt == nil
            })
        let removed = try read(14).memberships.first { $0.person.key.id == Self.anna }
        #expect(removed?.leftAt?.milliseconds == 1_616_903_410_266)
    }

    @Test("an event without an id is a loss")
    func withoutId() throws {
        let sink = try read(18)
        #expect(sink.messages.isEmpty)
        #expect(sink.lossCounts["teams.message.no-id"] == 1)
    }

    @Test("names and descriptions of the channel itself are its name and topic")
    func own() throws {
        func event(_ id: Int64, _ detail: String) -> String {
            TeamsFolder.post(
                id, "<systemEventMessage/>", ##""eventDetail":{"@odata.type":"#microsoft.graph.\##(detail)}"##
            )
        }
        let own = #""channelId":"\#(TeamsFolder.channel)""#
        let sink = try TeamsFolder(
            messages:
                event(
                    1_673_251_200_001,
                    #"channelRenamedEventMessageDetail",\#(own),"channelDisplayName":"New""#),
            event(
                1_673_251_200_002,
                #"channelDescriptionUpdatedEventMessageDetail",\#(own),"channelDescription":"About""#)
        ).read()
        #expect(sink.messages.map(\.kind) == [.system(.named("New")), .system(.topic("About"))])
    }
}
