// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Looks for a few bytes in many.
enum ByteSearch {
    /// Where the part begins, at `start` or later; `nil` if it is not there.
    static func offset(of part: StaticString, in bytes: UnsafeRawBufferPointer, from start: Int = 0) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let length = part.utf8CodeUnitCount
        var place = start
        while bytes.count - place >= length,
            let found = memchr(base + place, Int32(part.utf8Start.pointee), bytes.count - place - length + 1)
        {
            if memcmp(found, part.utf8Start, length) == 0 { return UnsafeRawPointer(found) - base }
            place = UnsafeRawPointer(found) - base + 1
        }
        return nil
    }
}
