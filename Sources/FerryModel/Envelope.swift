// SPDX-License-Identifier: Apache-2.0

/// What stands on a mail besides its text; kept with the event for people who must find the mail again.
public struct Envelope: Hashable, Sendable {
    /// The Message-ID without angle brackets, empty when the mail has none.
    public var messageID: String
    /// The subject as the mail states it, decoded.
    public var subject: String
    /// Who sent it, as addresses with or without names.
    public var from: [String]
    /// To whom it went, as addresses with or without names.
    public var to: [String]
    /// Who got a copy, as addresses with or without names.
    public var cc: [String]

    /// Takes what the headers say, decoded.
    public init(
        messageID: String, subject: String, from: [String] = [], to: [String] = [], cc: [String] = []
    ) {
        self.messageID = messageID
        self.subject = subject
        self.from = from
        self.to = to
        self.cc = cc
    }
}
