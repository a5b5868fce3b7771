// SPDX-License-Identifier: Apache-2.0

/// A failure that ends a verb: what happened, where, and what the administrator can do about it.
///
/// Every module throws this type, so the command line has one place that turns failures into words and exit
/// codes. None of the texts may hold a secret, the text of a message or the name of a person.
public struct Failure: Error, Hashable, Sendable {
    /// The kind of failure; the exit code follows from it and from nothing else.
    public enum Kind: String, Sendable, CaseIterable {
        case planStale
        case busy
        case usage
        case archiveInvalid
        case archiveNotFound
        case homeserverUnavailable
        case bug
        case storage
        case paused
        case notAllowed
        case configuration
    }

    /// What kind of failure it is.
    public var kind: Kind
    /// What happened, as one sentence without a full stop.
    public var what: String
    /// Where it happened: a `Place` in an archive, a file, a room or a request.
    public var location: String?
    /// What the administrator can do, as one sentence.
    public var remedy: String

    /// Describes a failure by its words.
    public init(_ kind: Kind, _ what: String, at location: String? = nil, remedy: String) {
        self.kind = kind
        self.what = what
        self.location = location
        self.remedy = remedy
    }

    /// Describes a failure at a spot in an archive.
    public init(_ kind: Kind, _ what: String, at place: Place, remedy: String) {
        self.init(kind, what, at: place.description, remedy: remedy)
    }
}

extension Failure: CustomStringConvertible {
    /// All of it in up to three lines, for people.
    public var description: String {
        var text = what
        if let location { text += "\n  where: " + location }
        if !remedy.isEmpty { text += "\n  what to do: " + remedy }
        return text
    }
}
