// SPDX-License-Identifier: Apache-2.0

/// Something that is not carried, or is carried with a stated loss, with the reason.
///
/// A loss is a value that is stored and reported, never a log line. Its texts hold no message text and no
/// names; the key and the place lead an administrator to the spot.
public struct Loss: Hashable, Sendable {
    /// What became of the thing.
    public enum State: String, Sendable, CaseIterable {
        /// The source does not hold it.
        case notInSource = "not-in-source"
        /// It is there, but this program cannot carry it.
        case notSupported = "not-supported"
        /// It is there, but the configuration leaves it out.
        case filtered
        /// It is carried, with something missing from it.
        case carriedWithLoss = "carried-with-loss"

        /// Whether the thing does not arrive at all.
        public var isNotCarried: Bool { self != .carriedWithLoss }
    }

    /// A stable code such as `slack.file.not-in-archive`; reports group by it.
    public var code: String
    /// The kind of record that is lost or hurt.
    public var kind: RecordKind
    /// What became of it.
    public var state: State
    /// The record, when it has a key; a thing that could not be read has none.
    public var key: SourceKey?
    /// Where in the archive it stands, where known.
    public var place: Place?
    /// Why, as one sentence.
    public var reason: String
    /// How many things of the kind are lost here; more than one only where they cannot be told apart.
    public var count: Int

    /// States a loss.
    public init(
        code: String, kind: RecordKind, state: State, key: SourceKey? = nil, place: Place? = nil,
        reason: String, count: Int = 1
    ) {
        self.code = code
        self.kind = kind
        self.state = state
        self.key = key
        self.place = place
        self.reason = reason
        self.count = count
    }
}
