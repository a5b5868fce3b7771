// SPDX-License-Identifier: Apache-2.0

/// What comes out of an XML file, piece by piece; namespaces' prefixes are left out of all names.
public enum XMLEvent: Hashable, Sendable {
    /// An element begins, on a line of the file counted from 1.
    case start(name: String, attributes: [String: String], line: Int)
    /// The text up to the next tag, CDATA sections included; never one of blanks only. `isCut` says that it was
    /// longer than the limits allow.
    case text(String, isCut: Bool)
    /// An element ends.
    case end(name: String)
}
