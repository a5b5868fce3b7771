// SPDX-License-Identifier: Apache-2.0
import FerryModel

/// What the configuration says about the plan.
public struct PlanOptions: Sendable {
    /// Who may enter the room of a public channel afterwards.
    public enum PublicJoinRule: String, Sendable, CaseIterable {
        /// Members of the space.
        case restricted
        /// Anybody on the homeserver.
        case `public`
        /// Only who is invited.
        case invite
    }

    /// Which rooms are encrypted.
    public enum Encrypted: String, Sendable, CaseIterable {
        case none
        /// All but those of public channels and lists.
        case `private`
        case all
    }

    /// What happens to messages older than the last one their room already holds.
    public enum LateMessages: String, Sendable, CaseIterable {
        case append
        case leaveOut = "leave-out"
    }

    /// The homeserver's name, the part of ids after the colon.
    public var server: String
    /// The localpart of the appservice's own user.
    public var bot: String
    /// The migration's id.
    public var migration: String
    /// How the localpart of a new user is made; see `LocalpartTemplate`.
    public var localparts: LocalpartTemplate
    /// How the localpart of a new user for a bot is made.
    public var botLocalparts: LocalpartTemplate
    /// The name of the profile that the other values follow, for the report; empty for none.
    public var profile = ""
    /// The version of new rooms.
    public var roomVersion: String
    /// Who may enter the rooms of public channels.
    public var publicJoinRule: PublicJoinRule
    /// Whether a space shows the rooms of private channels to everybody in it, by their ids.
    public var privateInSpace: Bool
    /// Whether rooms may be federated.
    public var federate: Bool
    /// What happens to late messages.
    public var lateMessages: LateMessages
    /// Which spellings of mail addresses are the same.
    public var aliases = AddressAlias.none
    /// What the directory says of people.
    public var extract = DirectoryExtract.empty
    /// What is left out.
    public var filter = PlanFilter()
    /// Whether replies stand in threads; without, they are answers to the thread's first message.
    public var threads = true
    /// Whether reactions with custom emoji are carried.
    public var customReactions = true
    /// Who sees what was said before, stated in every room; `nil` leaves it to the homeserver.
    public var history: RoomMapping.History?
    /// Which rooms are encrypted once their history is in.
    public var encrypt: Encrypted = .none
    /// Whether rooms state their access rules as Tchap's homeservers expect.
    public var accessRules = false
    /// Whether rooms are shut from the beginning, so that everybody is let in by an invitation of their own.
    public var invitesMembers = false
    /// The type that rooms are created with, spaces excepted; `nil` for none.
    public var roomType: String?
    /// Which role of a source gives which power level.
    public var roles = RoleTable.standard
    /// How the aliases of rooms that anybody may find are made; `nil` for none.
    public var alias: AliasTemplate?
    /// Whether display names and pictures of new users are set.
    public var setsProfiles = true
    /// The rate the forecast reckons with, in events a second.
    public var eventsPerSecond: Double
    /// The length of a nightly window, in hours, for the forecast.
    public var windowHours: Double

    /// Takes the configuration's values.
    public init(
        server: String, bot: String, migration: String, localparts: LocalpartTemplate = .standard,
        botLocalparts: LocalpartTemplate = .bots, roomVersion: String = "12",
        publicJoinRule: PublicJoinRule = .restricted, privateInSpace: Bool = false, federate: Bool = true,
        lateMessages: LateMessages = .append,
        eventsPerSecond: Double = 40, windowHours: Double = 10
    ) {
        self.server = server
        self.bot = bot
        self.migration = migration
        self.localparts = localparts
        self.botLocalparts = botLocalparts
        self.roomVersion = roomVersion
        self.publicJoinRule = publicJoinRule
        self.privateInSpace = privateInSpace
        self.federate = federate
        self.lateMessages = lateMessages
        self.eventsPerSecond = eventsPerSecond
        self.windowHours = windowHours
    }
}
