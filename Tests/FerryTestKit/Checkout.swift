// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Where the parts of this checkout are.
public enum Checkout {
    /// The checkout itself.
    public static let root: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(3).joined(separator: "/")
    }()

    /// The program as it was built together with the tests.
    public static let program = built + "/matrix-ferry"

    /// What lets disk and process fail when the program is started with it in `LD_PRELOAD`.
    public static let faultShim = built + "/libFaultShim.so"

    private static let built: String = {
        var path = [CChar](repeating: 0, count: 4097)
        readlink("/proc/self/exe", &path, 4096)
        let text = String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        // The bundle of tests lies beside the program.
        return text.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    }()
}
