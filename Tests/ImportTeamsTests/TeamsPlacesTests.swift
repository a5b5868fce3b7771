// SPDX-License-Identifier: Apache-2.0
import FerryModel
import FerryTestImports
import Testing

/// Teams, channels, chats and who is in them.
struct TeamsPlacesTests {
    private static let first: Int64 = 1_673_251_200_000
    private static let anna = TeamsFolder.anna
    private static let bert = TeamsFolder.bert
    private static let carl = "11111111-aaaa-4aaa-8aaa-000000000003"

    private func member(_ id: String, _ more: String = "") -> String {
        ##"{"@odata.type":"#microsoft.graph.aadUserConversationMember","id":"x","roles":[],"displayName":"N \##(id.suffix(1))","userId":"\##(id)","email":"n\##(id.suffix(1))@e.eu"\##(more)}"##
    }

    private func page(_ context: String, _ elements: String...) -> String {
        #"{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#\#(context)","value":[\#(elements.joined(separator: ","))]}"#
    }

    @Test("a chat with its members; who is on no list has left")
    func chat() throws {
        let chat =
            #"{"id":"\#(TeamsFolder.group)","topic":"Plans","chatType":"group","createdDateTime":"2023-01-01T00:00:00Z","tenantId":"33333333-cccc-4ccc-8ccc-000000000001","members":[\#(member(Self.bert, #","visibleHistoryStartDateTime":"2023-01-05T00:00:00Z""#)),\#(member(Self.carl, #","visibleHistoryStartDateTime":"0001-01-01T00:00:00Z""#))]}"#
        let sink = try TeamsFolder([
            "chats.json": page("chats", chat), "m.json": "[" + TeamsFolder.message(Self.first, "x") + "]",
        ]).read()
        let channel = try #require(sink.channel(TeamsFolder.group))
        #expect(channel.name == "Plans")
        #expect(channel.kind == .group)
        #expect(channel.workspace.key.id == "33333333-cccc-4ccc-8ccc-000000000001")
        #expect(sink.membership(TeamsFolder.group, Self.bert)?.joinedAt?.milliseconds == 1_672_876_800_000)
        #expect(sink.membership(TeamsFolder.group, Self.carl)?.joinedAt == nil)
        #expect(sink.membership(TeamsFolder.group, Self.carl)?.leftAt == nil)
        #expect(sink.membership(TeamsFolder.group, Self.anna)?.leftAt?.milliseconds == Self.first)
        #expect(sink.lossCounts.isEmpty)
    }

    @Test("the two of a one-to-one chat stand in its id")
    func direct() throws {
        let id = "19:\(Self.anna)_\(Self.bert)@unq.gbl.spaces"
        let sink = try TeamsFolder(messages: TeamsFolder.message(Self.first, "x", #""chatId":"\#(id)""#))
            .read()
        #expect(sink.channel(id)?.kind == .direct)
        #expect(Set(sink.memberships.map(\.person.key.id)) == [Self.anna, Self.bert])
        #expect(sink.memberships.allSatisfy { $0.leftAt == nil })
        #expect(sink.workspaces.map(\.key.key.id) == ["tenant"])
        #expect(sink.lossCounts.isEmpty)
    }

    @Test("the same chat from several mailboxes is one, and its holders are its members")
    func copies() throws {
        let message = TeamsFolder.message(
            Self.first, "x",
            #""attachments":[{"id":"f","contentType":"reference","contentUrl":"https://x.sharepoint.com/f.docx","name":"f.docx"}]"#
        )
        let sink = try TeamsFolder([
            "TeamsData/users/\(Self.bert)/messages_\(Self.bert).json": "[\(message)]",
            "TeamsData/users/\(Self.carl)/messages_\(Self.carl).json": "[\(message)]",
        ]).read()
        #expect(sink.messages.count == 1)
        #expect(Set(sink.memberships.map(\.person.key.id)) == [Self.anna, Self.bert, Self.carl])
        #expect(sink.lossCounts == ["teams.file.not-in-archive": 1, "teams.chat.not-described": 1])
    }

    @Test("notes to oneself are everybody's own")
    func notes() throws {
        let note = TeamsFolder.message(Self.first, "x", #""chatId":"48:notes""#)
        let sink = try TeamsFolder([
            "users/\(Self.bert)/m.json": "[\(note)]", "users/\(Self.carl)/m.json": "[\(note)]",
        ]).read()
        #expect(
            sink.channels.map(\.key.key.id).sorted() == ["48:notes/\(Self.bert)", "48:notes/\(Self.carl)"])
        #expect(sink.messages.count == 2)
    }

    @Test("kinds of channels and whose members are in them")
    func channels() throws {
        func channel(_ id: String, _ type: String) -> String {
            #"{"id":"19:\#(id)@thread.tacv2","displayName":"\#(id)","description":"about","membershipType":"\#(type)"}"#
        }
        let teams = "teams('\(TeamsFolder.team)')"
        let sink = try TeamsFolder([
            "teams.json": page(
                "teams", #"{"id":"\#(TeamsFolder.team)","displayName":"Works","isArchived":true}"#),
            "c.json": page(
                "\(teams)/channels", channel("open", "standard"), channel("closed", "private"),
                channel("across", "shared")),
            "m.json": page("\(teams)/members", member(Self.anna), member(Self.bert)),
            "p.json": page("\(teams)/channels('19%3Aclosed%40thread.tacv2')/members", member(Self.bert)),
        ]).read()
        #expect(sink.workspaces.map(\.name) == ["Works"])
        #expect(sink.channel("19:open@thread.tacv2")?.kind == .public)
        #expect(sink.channel("19:open@thread.tacv2")?.topic == "about")
        #expect(sink.channel("19:closed@thread.tacv2")?.kind == .private)
        #expect(sink.channel("19:across@thread.tacv2")?.kind == .private)
        #expect(sink.channels.allSatisfy { $0.archived && $0.workspace.key.id == TeamsFolder.team })
        #expect(
            sink.memberships.map { $0.channel.key.id + " " + $0.person.key.id.suffix(1) }.sorted() == [
                "19:closed@thread.tacv2 2", "19:open@thread.tacv2 1", "19:open@thread.tacv2 2",
            ])
        #expect(sink.lossCounts.isEmpty)
    }

    @Test("a channel and a team that nothing describes are stated, and stay closed")
    func undescribed() throws {
        let sink = try TeamsFolder(messages: TeamsFolder.post(Self.first, "x")).read()
        #expect(sink.channel(TeamsFolder.channel)?.kind == .unknown)
        #expect(sink.lossCounts == ["teams.team.not-described": 1, "teams.channel.not-described": 1])
    }

    @Test("people: no mail, guests, deactivated accounts, those on no list")
    func people() throws {
        let users = #"""
            [{"Id":"\#(Self.anna)","DisplayName":"Anna","UserPrincipalName":"anna@tenant.eu","Mail":null},
             {"Id":"\#(Self.bert)","DisplayName":"Bert","UserPrincipalName":"bert_x_gmail.com#EXT#@tenant.onmicrosoft.com","Mail":"Bert.X@gmail.com"},
             {"Id":"\#(Self.carl)","DisplayName":"Carl","UserPrincipalName":"carl@tenant.eu","Mail":"c.c@tenant.eu","AccountEnabled":false}]
            """#
        let stranger = "9bd4aca7-99cf-4b1b-a16d-e25717dc9414"
        let message = TeamsFolder.message(
            Self.first, "x", #""from":{"user":{"id":"\#(stranger)","displayName":"Will"}}"#)
        let sink = try TeamsFolder(["users/usersList.json": users, "m.json": "[\(message)]"]).read()
        #expect(sink.person(Self.anna)?.addresses == ["anna@tenant.eu"])
        #expect(sink.person(Self.anna)?.handle == "anna")
        #expect(sink.person(Self.bert)?.role == .guest)
        #expect(sink.person(Self.bert)?.addresses == ["Bert.X@gmail.com", "bert_x@gmail.com"])
        #expect(sink.person(Self.carl)?.departed == true)
        #expect(sink.person(Self.carl)?.addresses == ["c.c@tenant.eu", "carl@tenant.eu"])
        #expect(sink.person(stranger)?.departed == true)
        #expect(sink.person(stranger)?.displayName == "Will")
        #expect(sink.workspaces.map(\.name) == ["Teams chats (tenant.eu)"])
    }

    @Test("pinned messages")
    func pins() throws {
        let pins = page("chats('\(TeamsFolder.group)')/pinnedMessages", #"{"id":"\#(Self.first)"}"#)
        let sink = try TeamsFolder([
            "p.json": pins, "m.json": "[" + TeamsFolder.message(Self.first, "x") + "]",
        ]).read()
        #expect(sink.pins.map(\.message.key.id) == ["\(TeamsFolder.group)/\(Self.first)"])
    }

    @Test("pinned messages that came whole are messages too")
    func wholePins() throws {
        let pin = #"{"id":"\#(Self.first)","message":\#(TeamsFolder.message(Self.first, "x"))}"#
        let sink = try TeamsFolder(["p.json": #"{"value":[\#(pin)]}"#]).read()
        #expect(sink.pins.map(\.message.key.id) == ["\(TeamsFolder.group)/\(Self.first)"])
        #expect(sink.messages.map(\.body.plain) == ["x"])
    }

    @Test("where no list says who is in a chat, deactivated accounts and guests of one meeting are not")
    func gone() throws {
        let meeting = "19:meeting_abc@thread.v2"
        let users = #"[{"id":"\#(Self.anna)","userPrincipalName":"a@e.eu"}]"#
        let guest =
            #""from":{"user":{"id":"ee8af8ac","displayName":"G","userIdentityType":"anonymousGuest"}}"#
        let deactivated = #""from":{"user":{"id":"\#(Self.carl)","displayName":"C"}}"#
        let chat = #""chatId":"\#(meeting)","#
        let sink = try TeamsFolder(
            messages: TeamsFolder.message(Self.first, "a", #""chatId":"\#(meeting)""#),
            TeamsFolder.message(Self.first + 1, "b", chat + guest),
            TeamsFolder.message(Self.first + 2, "c", chat + deactivated),
            files: ["usersList.json": users]
        ).read()
        #expect(sink.memberships.map(\.person.key.id) == [Self.anna])
        #expect(sink.person(Self.carl)?.departed == true)
    }

    @Test("owners of teams and of private channels are owners of their channels")
    func roles() throws {
        let teams = "teams('\(TeamsFolder.team)')"
        func channel(_ id: String, _ type: String) -> String {
            #"{"id":"19:\#(id)@thread.tacv2","displayName":"\#(id)","membershipType":"\#(type)"}"#
        }
        let owner = member(Self.anna).replacing(#""roles":[]"#, with: #""roles":["owner"]"#)
        let unstated = member(Self.carl).replacing(#""roles":[]"#, with: #""roles":null"#)
        let sink = try TeamsFolder([
            "c.json": page("\(teams)/channels", channel("open", "standard"), channel("closed", "private")),
            "m.json": page("\(teams)/members", owner, member(Self.bert), unstated),
            "p.json": page(
                "\(teams)/channels('19%3Aclosed%40thread.tacv2')/members", member(Self.anna),
                member(Self.bert).replacing(#""roles":[]"#, with: #""roles":"owner""#)),
        ]).read()
        func role(_ channel: String, _ person: String) -> Membership.Role? {
            sink.membership("19:\(channel)@thread.tacv2", person)?.role
        }
        #expect(role("open", Self.anna) == .owner)
        #expect(role("open", Self.bert) == .member)
        #expect(role("open", Self.carl) == .unstated)
        #expect(role("closed", Self.anna) == .member)
        #expect(role("closed", Self.bert) == .owner)
    }

    @Test("a role that a message gives counts where no list says more")
    func roleEvent() throws {
        func event(_ id: Int64, _ roles: String) -> String {
            TeamsFolder.message(
                id, "<systemEventMessage/>",
                ##""eventDetail":{"@odata.type":"#microsoft.graph.conversationMemberRoleUpdatedEventMessageDetail","conversationMemberRoles":[\##(roles)],"conversationMemberUser":{"id":"\##(Self.bert)"}}"##
            )
        }
        let owner = try TeamsFolder(
            messages: event(Self.first + 1, #""owner""#), event(Self.first, "")
        ).read()
        #expect(owner.membership(TeamsFolder.group, Self.bert)?.role == .owner)
        let member = try TeamsFolder(
            messages: event(Self.first, #""owner""#), event(Self.first + 1, "")
        ).read()
        #expect(member.membership(TeamsFolder.group, Self.bert)?.role == .member)
    }

    @Test("what only messages and copies speak for is a guess; lists and leavings are not")
    func guesses() throws {
        let left = TeamsFolder.message(
            Self.first + 2, "<systemEventMessage/>",
            ##""eventDetail":{"@odata.type":"#microsoft.graph.membersDeletedEventMessageDetail","members":[{"id":"\##(Self.carl)"}]}"##
        )
        let sink = try TeamsFolder([
            "users/\(Self.bert)/m.json": "[" + TeamsFolder.message(Self.first, "x") + "," + left + "]"
        ]).read()
        #expect(sink.membership(TeamsFolder.group, Self.anna)?.isGuess == true)
        #expect(sink.membership(TeamsFolder.group, Self.bert)?.isGuess == true)
        #expect(sink.membership(TeamsFolder.group, Self.carl)?.isGuess == false)
        #expect(sink.membership(TeamsFolder.group, Self.carl)?.leftAt?.milliseconds == Self.first + 2)
        #expect(sink.channel(TeamsFolder.group)?.isPartial == true)
    }

    @Test("a list that ends at 25 members does not make leavers of the others")
    func manyMembers() throws {
        let members = (10..<35).map { member("11111111-aaaa-4aaa-8aaa-0000000000\($0)") }
        func read(_ members: [String]) throws -> ListSink {
            let chat =
                #"{"id":"\#(TeamsFolder.group)","chatType":"group","members":[\#(members.joined(separator: ","))]}"#
            return try TeamsFolder([
                "chats.json": page("chats", chat), "m.json": "[" + TeamsFolder.message(Self.first, "x") + "]",
            ]).read()
        }
        let cut = try read(members)
        #expect(cut.memberships.count == 26)
        #expect(cut.memberships.allSatisfy { $0.leftAt == nil })
        #expect(cut.memberships.filter(\.isGuess).map(\.person.key.id) == [Self.anna])
        #expect(cut.lossCounts == ["teams.members.not-all": 1])
        let whole = try read(Array(members.dropLast()))
        #expect(whole.membership(TeamsFolder.group, Self.anna)?.leftAt != nil)
        #expect(whole.lossCounts.isEmpty)
    }

    @Test("members that PowerShell cut off are stated")
    func cutOffMembers() throws {
        let chat =
            #"{"id":"\#(TeamsFolder.group)","chatType":"group","members":["@{userId=1}","@{userId=2}"]}"#
        let sink = try TeamsFolder(["chats.json": page("chats", chat)]).read()
        #expect(sink.lossCounts == ["teams.json.cut-off": 1])
    }

    @Test("whether a channel is archived is known only where something says it")
    func partial() throws {
        func read(_ channel: String, _ team: String) throws -> Channel? {
            let teams = "teams('\(TeamsFolder.team)')"
            return try TeamsFolder([
                "teams.json": page("teams", #"{"id":"\#(TeamsFolder.team)","displayName":"Works"\#(team)}"#),
                "c.json": page(
                    "\(teams)/channels",
                    #"{"id":"\#(TeamsFolder.channel)","displayName":"c","membershipType":"standard"\#(channel)}"#
                ),
            ]).read().channels.first
        }
        #expect(try read("", "")?.isPartial == true)
        #expect(try read(#","isArchived":null"#, "")?.isPartial == true)
        #expect(try read(#","isArchived":false"#, "")?.isPartial == false)
        #expect(try read("", #","isArchived":true"#)?.archived == true)
    }
}
