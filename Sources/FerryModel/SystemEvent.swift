// SPDX-License-Identifier: Apache-2.0

/// Something that happened to a channel and that the source kept as a message.
///
/// `joined`, `left`, `named`, `topic` can become state with their own time; the rest are shown as notices.
public enum SystemEvent: Hashable, Sendable {
    /// A person joined, perhaps invited or added by another.
    case joined(PersonKey, by: PersonKey?)
    /// A person left, perhaps removed by another.
    case left(PersonKey, by: PersonKey?)
    /// The channel got a name.
    case named(String)
    /// The channel got a topic.
    case topic(String)
    /// The channel got a purpose.
    case purpose(String)
    /// The channel was archived.
    case archived
    /// The channel was opened again.
    case unarchived
    /// Anything else, by the source's own name for it (`bot_add`).
    case other(String)
}
