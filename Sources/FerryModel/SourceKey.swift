// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The identity of one thing of a source, stable across re-exports: the idempotency key of everything.
///
/// Two exports of the same workspace give the same thing the same key, however often and in whatever order
/// they are read. Only the importer that made a key may look inside its `id`.
public struct SourceKey: Hashable, Sendable {
    /// The kind of system the thing comes from.
    public let source: SourceKind
    /// The source's own id of the workspace; unique within the kind of source.
    public let workspace: String
    /// What kind of thing it is.
    public let kind: RecordKind
    /// The source's own id, unique within the workspace and the kind.
    public let id: String

    /// Names a thing by its source's own words.
    public init(_ source: SourceKind, workspace: String, _ kind: RecordKind, id: String) {
        self.source = source
        self.workspace = workspace
        self.kind = kind
        self.id = id
    }

    /// Whether two keys have the same bytes. Texts that Unicode holds equal but that are written differently are two
    /// keys, here as in the store.
    public static func == (left: SourceKey, right: SourceKey) -> Bool {
        left.kind == right.kind && isSame(left.id, right.id) && left.isInWorkspace(of: right)
    }

    /// Hashes what tells keys apart.
    public func hash(into hasher: inout Hasher) {
        var id = id
        id.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }

    /// Whether both are things of one workspace.
    public func isInWorkspace(of other: SourceKey) -> Bool {
        source == other.source && Self.isSame(workspace, other.workspace)
    }

    private static func isSame(_ left: String, _ right: String) -> Bool {
        var left = left
        var right = right
        return left.withUTF8 { left in
            right.withUTF8 { right in
                guard left.count == right.count, let from = left.baseAddress, let other = right.baseAddress
                else {
                    return left.count == right.count
                }
                return memcmp(from, other, left.count) == 0
            }
        }
    }

    /// The key as one text, `slack:T012:message:C034/1735689600.000100`; `init(text:)` reads it back.
    public var text: String {
        var bytes: [UInt8] = []
        appendText(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Adds the UTF-8 of `text` to bytes, for millions of keys without a string of each.
    public func appendText(to bytes: inout [UInt8]) {
        bytes.reserveCapacity(bytes.count + workspace.utf8.count + id.utf8.count + 32)
        bytes.append(contentsOf: source.rawValue.utf8)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(contentsOf: Self.escaped(workspace).utf8)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(contentsOf: kind.rawValue.utf8)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(contentsOf: id.utf8)
    }

    /// Reads what `text` wrote; `nil` for anything else.
    public init?(text: String) {
        // Bytes, not characters: a combining mark after a separator makes one character of the two.
        let parts = text.utf8.split(
            separator: UInt8(ascii: ":"), maxSplits: 3, omittingEmptySubsequences: false
        ).map { String(Substring($0)) }
        guard parts.count == 4, let source = SourceKind(rawValue: parts[0]),
            let kind = RecordKind(rawValue: parts[2])
        else { return nil }
        self.init(source, workspace: Self.unescaped(parts[1]), kind, id: parts[3])
    }

    /// The same workspace's thing of another kind.
    public func sibling(_ kind: RecordKind, id: String) -> SourceKey {
        SourceKey(source, workspace: workspace, kind, id: id)
    }

    // Only the workspace stands before further separators, so only it needs escaping.
    private static func escaped(_ text: String) -> String {
        let isSpecial = text.utf8.contains { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "%") }
        guard isSpecial else { return text }
        return text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "%": result += "%25"
            case ":": result += "%3A"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }

    private static func unescaped(_ text: String) -> String {
        let percent = UInt8(ascii: "%")
        guard text.utf8.contains(percent) else { return text }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == percent else {
                bytes.append(byte)
                continue
            }
            bytes.append(rest.starts(with: "3A".utf8) ? UInt8(ascii: ":") : percent)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension SourceKey: CustomStringConvertible {
    /// The same as `text`.
    public var description: String { text }
}
