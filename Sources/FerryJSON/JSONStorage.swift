// SPDX-License-Identifier: Apache-2.0

/// The bytes of one text and its tape, shared by a document and all its elements.
///
/// Unchecked because the memory is written only while a parser holds the single reference; after that it is
/// read-only until the last reference is gone.
final class JSONStorage: @unchecked Sendable {
    /// Zero bytes behind the text, so that the scanner may load whole words without looking for the end.
    static let padding = 16

    private(set) var text: UnsafeMutablePointer<UInt8>
    private(set) var textCount = 0
    private var textCapacity: Int
    private(set) var tape: UnsafeMutablePointer<JSONNode>
    private(set) var tapeCapacity: Int

    init(textCapacity: Int) {
        self.textCapacity = textCapacity + Self.padding
        text = .allocate(capacity: self.textCapacity)
        tapeCapacity = max(textCapacity / 12, 16)
        tape = .allocate(capacity: tapeCapacity)
    }

    deinit {
        text.deallocate()
        tape.deallocate()
    }

    /// Takes over a copy of the bytes of a text.
    func load(_ bytes: UnsafeRawBufferPointer) {
        if bytes.count + Self.padding > textCapacity {
            text.deallocate()
            textCapacity = max(bytes.count + Self.padding, textCapacity * 2)
            text = .allocate(capacity: textCapacity)
        }
        if let base = bytes.baseAddress {
            UnsafeMutableRawPointer(text).copyMemory(from: base, byteCount: bytes.count)
        }
        textCount = bytes.count
        (text + textCount).initialize(repeating: 0, count: Self.padding)
    }

    /// Doubles the tape and keeps what is on it.
    func growTape() {
        let larger = UnsafeMutablePointer<JSONNode>.allocate(capacity: tapeCapacity * 2)
        larger.moveInitialize(from: tape, count: tapeCapacity)
        tape.deallocate()
        tape = larger
        tapeCapacity *= 2
    }
}
