// SPDX-License-Identifier: Apache-2.0

/// Makes records of the conversations of one file.
protocol ComplianceReader: AnyObject {
    /// A conversation begins.
    func begin(_ conversation: ComplianceElement) throws
    /// An element of the conversation is there as a whole.
    func take(_ element: ComplianceElement) throws
    /// The conversation ends, or what can be read of it.
    func end() throws
}
