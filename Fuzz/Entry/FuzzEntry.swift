// SPDX-License-Identifier: Apache-2.0
import Glibc
import HostileTargets

/// Says something to whoever runs the fuzzer.
private func complain(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
}

/// The target that `FERRY_FUZZ_TARGET` names.
private let target: HostileTarget = {
    let name = getenv("FERRY_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = HostileTarget.named(name) else {
        complain("FERRY_FUZZ_TARGET is none of " + HostileTarget.all.map(\.name).joined(separator: " "))
        exit(64)
    }
    return target
}()

/// What libFuzzer calls with every input it makes up.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do {
        try target.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
    } catch {
        complain("broken promise: \(error)")
        abort()
    }
    return 0
}
