// SPDX-License-Identifier: Apache-2.0

/// The members of an object that stand before its array of elements, read from the first bytes of a file: what an
/// export says about all of its elements together.
public struct JSONObjectHead: Sendable {
    /// The key of the first array that was asked for; `nil` when there is none within the bytes.
    public let arrayKey: String?
    /// The whole members before that array, or all that the bytes hold, as an object of their own; `nil` when they are
    /// not JSON.
    public let members: JSONElement?

    /// Walks over the members of an object.
    ///
    /// - Parameters:
    ///   - bytes: the beginning of a text, from the `{` on; it may end anywhere.
    ///   - isWanted: whether the array under a key holds the elements.
    public init(_ bytes: ArraySlice<UInt8>, arrayUnder isWanted: (_ key: String) -> Bool) {
        var walk = Walk(bytes)
        arrayKey = walk.arrayKey(isWanted)
        members = walk.members
    }

    private struct Walk {
        let bytes: ArraySlice<UInt8>
        /// Behind the last member that is whole.
        private var end: Int

        init(_ bytes: ArraySlice<UInt8>) {
            self.bytes = bytes
            end = bytes.isEmpty ? bytes.startIndex : bytes.startIndex + 1
        }

        var members: JSONElement? {
            (try? JSONDocument(parsing: Array(bytes[..<end]) + [UInt8(ascii: "}")]))?.root
        }

        mutating func arrayKey(_ isWanted: (String) -> Bool) -> String? {
            var depth = 0
            var index = bytes.startIndex
            var key: String?
            while index < bytes.endIndex {
                let byte = bytes[index]
                switch byte {
                case UInt8(ascii: "\""):
                    guard let last = endOfString(at: index) else { return nil }
                    // A text behind a colon is a value, and the next text is a key again.
                    if depth == 1 { key = key == nil ? text(bytes[index...last]) : nil }
                    index = last
                case UInt8(ascii: "["), UInt8(ascii: "{"):
                    if depth == 1, byte == UInt8(ascii: "["), let key, isWanted(key) { return key }
                    depth += 1
                case UInt8(ascii: "]"), UInt8(ascii: "}"):
                    depth -= 1
                    if depth == 0 {
                        end = index
                        return nil
                    }
                case UInt8(ascii: ",") where depth == 1:
                    end = index
                    key = nil
                default: break
                }
                index += 1
            }
            return nil
        }

        private func text(_ bytes: ArraySlice<UInt8>) -> String? {
            (try? JSONDocument(parsing: bytes))?.root.string
        }

        private func endOfString(at start: Int) -> Int? {
            var index = start + 1
            while index < bytes.endIndex {
                switch bytes[index] {
                case UInt8(ascii: "\\"): index += 2
                case UInt8(ascii: "\""): return index
                default: index += 1
                }
            }
            return nil
        }
    }
}
