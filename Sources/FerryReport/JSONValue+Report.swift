// SPDX-License-Identifier: Apache-2.0
import FerryJSON

extension JSONValue {
    /// The value as a report file has it: keys sorted, one line feed at the end.
    var reportText: String { String(decoding: canonicalBytes(), as: UTF8.self) + "\n" }
}
