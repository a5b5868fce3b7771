// SPDX-License-Identifier: Apache-2.0

/// Why a file is not the XML it should be, and on which line.
///
/// The description names numbers only, never content, so it may be logged.
public struct XMLError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Reason: Hashable, Sendable {
        /// The file ends inside an element, or holds none.
        case truncated
        /// The file has a document type declaration, which may define entities.
        case doctype
        /// The encoding that the file declares is not known.
        case encoding
        /// More elements are open at once than the limits allow.
        case tooDeep
        /// A name, a tag or an attribute is larger than the limits allow.
        case tooLarge
        /// The grammar is broken; the number is libxml2's own for the error.
        case malformed(Int)
    }

    /// What is wrong.
    public var reason: Reason
    /// Where, in lines counted from 1.
    public var line: Int

    /// Describes an error by its parts.
    public init(_ reason: Reason, line: Int) {
        self.reason = reason
        self.line = line
    }
}

extension XMLError: CustomStringConvertible {
    /// One line in plain words.
    public var description: String { "\(reason), line \(line)" }
}

extension XMLError.Reason: CustomStringConvertible {
    /// The reason in plain words, without the position.
    public var description: String {
        switch self {
        case .truncated: "the XML file ends too early"
        case .doctype: "the XML file has a DOCTYPE, which is refused because it may define entities"
        case .encoding: "the XML file declares an encoding that is not known"
        case .tooDeep: "the XML file is nested too deeply"
        case .tooLarge: "the XML file has a name or a tag that is too large"
        case .malformed(let code): "the XML file is not well-formed (error \(code))"
        }
    }
}
