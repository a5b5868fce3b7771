// SPDX-License-Identifier: Apache-2.0
import Glibc

/// What came over one connection and was not answered yet.
struct StubConnection {
    /// Tells it apart from a later one with the same descriptor.
    let serial: UInt64

    private var buffer: [UInt8] = []
    private var start = 0
    private var bodyLeft = 0

    init(serial: UInt64) { self.serial = serial }

    /// Takes what there is; `false` when the other side has closed.
    mutating func fill(from descriptor: Int32) -> Bool {
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        let count = withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 16) { space in
            let count = Glibc.recv(descriptor, space.baseAddress, space.count, 0)
            if count > 0 { buffer.append(contentsOf: space.prefix(count)) }
            return count
        }
        return count > 0
    }

    /// Method and target of the next whole request; bodies are thrown away.
    mutating func next() -> (method: UInt8, target: ArraySlice<UInt8>)? {
        while true {
            if bodyLeft > 0 {
                let skipped = min(bodyLeft, buffer.count - start)
                start += skipped
                bodyLeft -= skipped
                guard bodyLeft == 0 else { return nil }
                defer { current = nil }
                return current
            }
            guard let end = endOfHead() else { return nil }
            let head = start..<end
            start = end
            let request = Self.line(buffer[head])
            bodyLeft = length(in: head)
            if bodyLeft == 0 { return request }
            current = request
        }
    }

    private var current: (method: UInt8, target: ArraySlice<UInt8>)?

    private func endOfHead() -> Int? {
        buffer.withUnsafeBytes { bytes in
            ByteSearch.offset(of: "\r\n\r\n", in: bytes, from: start).map { $0 + 4 }
        }
    }

    private func length(in head: Range<Int>) -> Int {
        buffer.withUnsafeBytes { bytes in
            let head = UnsafeRawBufferPointer(rebasing: bytes[head])
            let name: StaticString = "Content-Length: "
            guard let found = ByteSearch.offset(of: name, in: head) else { return 0 }
            var value = 0
            for byte in head[(found + name.utf8CodeUnitCount)...] {
                guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { break }
                value = value * 10 + Int(byte - UInt8(ascii: "0"))
            }
            return value
        }
    }

    private static func line(_ head: ArraySlice<UInt8>) -> (method: UInt8, target: ArraySlice<UInt8>)? {
        let blank = UInt8(ascii: " ")
        guard let first = head.firstIndex(of: blank) else { return nil }
        let rest = head[(first + 1)...]
        // PUT and POST begin alike: the second letter tells them apart.
        return (head[head.startIndex + 1], rest.prefix { $0 != blank })
    }
}
