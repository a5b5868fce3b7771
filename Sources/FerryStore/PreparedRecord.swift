// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel

/// A record on its way to the thread that writes, its text in the store's form already: making that form, and letting
/// the text go, is work for the thread that made it.
struct PreparedRecord: Sendable {
    /// The record; of a message all but its text.
    let record: Record
    /// The text of a message in the store's form; empty for everything else.
    let body: [UInt8]

    init(_ record: Record, using json: inout JSONWriter) {
        guard case .message(var message) = record else {
            self.record = record
            body = []
            return
        }
        json.reset()
        RichTextCodec.encode(message.body, to: &json)
        // A copy of just the right size; sharing would take the writer's roomy buffer away.
        body = json.bytes.withUnsafeBufferPointer { Array($0) }
        message.body = RichText([])
        self.record = .message(message)
    }
}
