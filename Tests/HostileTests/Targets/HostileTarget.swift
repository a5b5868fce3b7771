// SPDX-License-Identifier: Apache-2.0

/// One parser that is fed with bytes nobody vouches for, and what must hold whatever they are.
///
/// libFuzzer calls it with what it makes up, the tests with every input that is kept in the repository.
public struct HostileTarget: Sendable {
    /// What the scripts and the folders of the inputs call it.
    public let name: String
    /// Feeds one input. Throws a `HostileFinding` when the parser does not keep its promises; traps where it does.
    public let run: @Sendable (_ input: [UInt8]) throws -> Void

    init(_ name: String, _ run: @escaping @Sendable (_ input: [UInt8]) throws -> Void) {
        self.name = name
        self.run = run
    }

    /// Every target there is.
    public static let all: [HostileTarget] =
        [json, jsonSplitter, jsonCards, xml, archive, mbox, mime, mailFields, html, markup]
        + [zoomText, zoomRanges, tables, homeserver, answers] + importers

    /// The target of a name.
    public static func named(_ name: String) -> HostileTarget? { all.first { $0.name == name } }
}

/// A promise that a parser broke.
public struct HostileFinding: Error, CustomStringConvertible {
    /// Which one.
    public let description: String

    init(_ description: String) { self.description = description }
}

/// States a promise.
func promise(_ holds: Bool, _ words: @autoclosure () -> String) throws {
    if !holds { throw HostileFinding(words()) }
}
