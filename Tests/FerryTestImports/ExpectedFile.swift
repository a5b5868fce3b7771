// SPDX-License-Identifier: Apache-2.0
public import FerryJSON
import FerryTestKit
import Glibc

/// What is to come out of a sample, as it stands beside the sample in `expected.json`.
public enum ExpectedFile {
    /// What the file of a sample states.
    ///
    /// With `FERRY_WRITE_EXPECTED` set, what came out is written into the file first; look at the difference before
    /// committing it.
    public static func read(ofSample folder: String, actual: JSONValue) throws -> JSONValue {
        let path = folder + "/expected.json"
        if getenv("FERRY_WRITE_EXPECTED") != nil { try TestFile.write(lines(actual), to: path) }
        return try JSONValue(parsing: try TestFile.bytes(path))
    }

    /// The members of either, in order: what has to be compared.
    public static func keys(_ first: JSONValue, _ second: JSONValue) -> [String] {
        Set(first.members.keys).union(second.members.keys).sorted()
    }

    // A line for each element, so that differences can be read.
    private static func lines(_ value: JSONValue) -> String {
        var text = "{\n"
        let members = value.members.sorted { $0.key < $1.key }
        for (index, member) in members.enumerated() {
            text += " \"\(member.key)\": "
            if member.value.elements.isEmpty {
                text += String(decoding: member.value.canonicalBytes(), as: UTF8.self)
            } else {
                let elements = member.value.elements.map {
                    "  " + String(decoding: $0.canonicalBytes(), as: UTF8.self)
                }
                text += "[\n" + elements.joined(separator: ",\n") + "\n ]"
            }
            text += index + 1 < members.count ? ",\n" : "\n"
        }
        return text + "}\n"
    }
}
