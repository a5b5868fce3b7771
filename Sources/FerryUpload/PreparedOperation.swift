// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryStore

/// An operation with every hole filled: what is sent, whenever and however often it is sent.
struct PreparedOperation: Sendable {
    let operation: Operation
    /// The homeserver's id of the room it acts in.
    let room: String
    let content: JSONValue
    let stateKey: String
    /// The device its user sends from, where there is one.
    let device: String?
}

/// Whether an operation can be claimed.
enum Preparation: Sendable {
    case ready(PreparedOperation)
    case waits(Dependency)
    /// What it depends on will never be there.
    case impossible(String)
}
