// SPDX-License-Identifier: Apache-2.0
public import FerryJSON

/// Cuts the JSON of a file into elements as its bytes come, and parses them. An element that is no JSON, or larger than
/// the limits allow, is told and passed over; where the text around the elements is broken, feeding throws a
/// `JSONError`.
public final class JSONElementStream {
    /// Takes an element, valid for as long as it is held, and the offset in the stream at which it begins.
    public typealias Body = (_ element: JSONElement, _ offset: Int64) throws -> Void
    /// Takes the offset in the stream at which an element is broken, and how.
    public typealias Broken = (_ offset: Int64, _ error: JSONError) throws -> Void

    private var parser: JSONParser
    private var splitter: JSONSplitter

    /// Makes a stream of the elements at a path.
    public init(_ path: SplitPath, limits: JSONLimits = .init()) {
        parser = JSONParser(limits: limits)
        splitter = JSONSplitter(path: path, limits: limits)
    }

    /// Takes the next bytes; what one of the two closures throws ends the reading.
    public func feed(_ bytes: UnsafeRawBufferPointer, broken: Broken, _ body: Body) throws {
        try splitter.feed(bytes, tooLarge: { try broken($0, JSONError(.tooLarge, offset: Int($0))) }) {
            try deliver($0, $1, broken, body)
        }
    }

    /// Takes the next bytes.
    public func feed(_ bytes: [UInt8], broken: Broken, _ body: Body) throws {
        try splitter.feed(bytes, tooLarge: { try broken($0, JSONError(.tooLarge, offset: Int($0))) }) {
            try deliver($0, $1, broken, body)
        }
    }

    /// States that the file is over.
    public func finish(broken: Broken, _ body: Body) throws {
        try splitter.finish { try deliver($0, $1, broken, body) }
    }

    private func deliver(
        _ bytes: UnsafeRawBufferPointer, _ offset: Int64, _ broken: Broken, _ body: Body
    ) throws {
        let root: JSONElement
        do throws(JSONError) {
            root = try parser.parse(bytes).root
        } catch {
            return try broken(offset + Int64(error.offset), error)
        }
        try body(root, offset)
    }
}
