// SPDX-License-Identifier: Apache-2.0

/// What a plan says in figures: the content of the dry-run report.
public struct PlanSummary: Hashable, Sendable {
    /// An archive the plan is made from.
    public struct Source: Hashable, Sendable {
        public var kind: String
        public var path: String
        public var layout: String
        public var digest: String
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
        public var total = 0
        public var spaces = 0
        public var `public` = 0
        public var `private` = 0
        public var direct = 0
        public var group = 0

        /// None yet.
        public init() {}
    }

    /// Events by what they are.
    public struct Events: Hashable, Sendable {
        public var messages = 0
        public var reactions = 0
        public var edits = 0
        public var redactions = 0
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
        public var code: String
        public var kind: RecordKind
        public var state: Loss.State
        public var count: Int
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
        public var hours = 0.0
        /// Nightly windows of `windowHours`.
        public var windows = 0
        public var windowHours = 0.0

        /// Nothing to do.
        public init() {}
    }

    /// A month of messages of one source, for the chart over time.
    public struct Month: Hashable, Sendable {
        /// `2024-03`.
        public var month: String
        public var source: String
        public var messages: Int

        /// Describes a month.
        public init(month: String, source: String, messages: Int) {
            self.month = month
            self.source = source
            self.messages = messages
        }
    }

    public var migration = ""
    /// The plan's number, counted from 1 within the migration.
    public var number: Int64 = 0
    public var sources: [Source] = []
    public var people = People()
    public var rooms = Rooms()
    public var events = Events()
    public var media = Media()
    public var losses: [LossGroup] = []
    public var balance: [RecordKind: Balance] = [:]
    public var forecast = Forecast()
    public var months: [Month] = []
    /// Operations of this plan that are still to be carried out.
    public var toDo = 0

    /// An empty plan.
    public init() {}
}
