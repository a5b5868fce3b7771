// SPDX-License-Identifier: Apache-2.0

/// What a plan says in figures: the content of the dry-run report.
public struct PlanSummary: Hashable, Sendable {
    /// An archive the plan is made from.
    public struct Source: Hashable, Sendable {
        /// The kind of system it comes from.
        public var kind: String
        /// The archive as the administrator named it, made absolute.
        public var path: String
        /// What the importer recognised it as.
        public var layout: String
        /// The SHA-256 of its bytes, in hexadecimal digits.
        public var digest: String
        /// The bytes of its files.
        public var bytes: Int64
        /// What archives of this layout can never hold.
        public var lacks: [String]

        /// Describes an archive.
        public init(kind: String, path: String, layout: String, digest: String, bytes: Int64, lacks: [String])
        {
            self.kind = kind
            self.path = path
            self.layout = layout
            self.digest = digest
            self.bytes = bytes
            self.lacks = lacks
        }
    }

    /// Decisions about people.
    public struct People: Hashable, Sendable {
        /// All persons.
        public var total = 0
        /// Persons whose user the mapping file names.
        public var mapped = 0
        /// Users the migration makes.
        public var ghosts = 0
        /// Pairs of persons with the same name that were not joined.
        public var suggested = 0
        /// Localparts that two persons wished for.
        public var conflicts = 0

        /// Nobody yet.
        public init() {}
    }

    /// Rooms by what they come from.
    public struct Rooms: Hashable, Sendable {
        /// All rooms and spaces.
        public var total = 0
        /// Spaces, one for each workspace.
        public var spaces = 0
        /// Rooms of public channels and lists.
        public var `public` = 0
        /// Rooms of private channels and mailboxes.
        public var `private` = 0
        /// Rooms of two people.
        public var direct = 0
        /// Rooms of several people, and of meetings.
        public var group = 0

        /// None yet.
        public init() {}
    }

    /// Events by what they are.
    public struct Events: Hashable, Sendable {
        /// Messages and files.
        public var messages = 0
        /// Reactions.
        public var reactions = 0
        /// Edits, as `m.replace`.
        public var edits = 0
        /// Deletions, as redactions.
        public var redactions = 0
        /// State events: names, topics, memberships and so on.
        public var state = 0

        /// All of them.
        public var total: Int { messages + reactions + edits + redactions + state }

        /// None yet.
        public init() {}
    }

    /// Files.
    public struct Media: Hashable, Sendable {
        /// Files to upload, each once.
        public var files = 0
        /// Their bytes.
        public var bytes: Int64 = 0
        /// Attachments without bytes.
        public var missing = 0

        /// None yet.
        public init() {}
    }

    /// A kind of loss with how often it occurs.
    public struct LossGroup: Hashable, Sendable {
        /// The stable code.
        public var code: String
        /// The kind of record that is lost or hurt.
        public var kind: RecordKind
        /// What became of it.
        public var state: Loss.State
        /// How many there are.
        public var count: Int
        /// Why, as one sentence.
        public var reason: String
        /// Up to five keys or places.
        public var examples: [String]

        /// Describes a group.
        public init(
            code: String, kind: RecordKind, state: Loss.State, count: Int, reason: String, examples: [String]
        ) {
            self.code = code
            self.kind = kind
            self.state = state
            self.count = count
            self.reason = reason
            self.examples = examples
        }
    }

    /// How long it will take.
    public struct Forecast: Hashable, Sendable {
        /// Requests that write.
        public var operations = 0
        /// Events a second that the forecast reckons with.
        public var eventsPerSecond = 0.0
        /// Hours of uploading.
        public var hours = 0.0
        /// Nightly windows of `windowHours`.
        public var windows = 0
        /// The length of a nightly window that is reckoned with.
        public var windowHours = 0.0

        /// Nothing to do.
        public init() {}
    }

    /// A month of messages of one source, for the chart over time.
    public struct Month: Hashable, Sendable {
        /// `2024-03`.
        public var month: String
        /// The kind of system.
        public var source: String
        /// The number of messages in the month.
        public var messages: Int

        /// Describes a month.
        public init(month: String, source: String, messages: Int) {
            self.month = month
            self.source = source
            self.messages = messages
        }
    }

    /// The migration's id.
    public var migration = ""
    /// The plan's number, counted from 1 within the migration.
    public var number: Int64 = 0
    /// The profile of the homeserver that is planned for; empty for one without demands of its own.
    public var profile = ""
    /// The archives, by path.
    public var sources: [Source] = []
    /// Decisions about people.
    public var people = People()
    /// Rooms and spaces.
    public var rooms = Rooms()
    /// Events, those that an earlier upload has sent included.
    public var events = Events()
    /// Files.
    public var media = Media()
    /// Losses by code, the most frequent first.
    public var losses: [LossGroup] = []
    /// What became of the records of each kind.
    public var balance: [RecordKind: Balance] = [:]
    /// The same for every kind of system that records come from; together they are `balance`.
    public var sourceBalance: [SourceKind: [RecordKind: Balance]] = [:]
    /// How long it will take.
    public var forecast = Forecast()
    /// Messages over time, by month and source.
    public var months: [Month] = []
    /// Operations of this plan that are still to be carried out.
    public var openOperations = 0

    /// An empty plan.
    public init() {}
}
