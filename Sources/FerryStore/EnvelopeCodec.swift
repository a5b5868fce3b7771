// SPDX-License-Identifier: Apache-2.0
import FerryJSON
import FerryModel

/// A mail's envelope in one column, as a JSON array of its fields.
enum EnvelopeCodec {
    static func encode(_ envelope: Envelope) -> String {
        let lists = [envelope.from, envelope.to, envelope.cc].map { list in
            JSONValue.array(list.map { .string($0) })
        }
        let fields = [.string(envelope.messageID), .string(envelope.subject)] + lists
        return String(decoding: JSONValue.array(fields).canonicalBytes(), as: UTF8.self)
    }

    static func decode(_ text: String) throws -> Envelope {
        let fields = try JSONDocument(parsing: Array(text.utf8)).root.elements.map { $0 }
        guard fields.count == 5 else {
            throw Failure(.bug, "the store holds an envelope of another form", remedy: "please report this")
        }
        let lists = fields[2...].map { $0.elements.compactMap(\.string) }
        return Envelope(
            messageID: fields[0].string ?? "", subject: fields[1].string ?? "", from: lists[0], to: lists[1],
            cc: lists[2])
    }
}
