// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The process's environment.
enum Environment {
    /// A variable's value; `nil` when it is not set.
    static func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
