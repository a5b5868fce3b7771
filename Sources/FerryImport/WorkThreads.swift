// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import Glibc

/// Whether files are worked on by a thread of its own while records are made of those before.
public enum WorkThreads: Sendable {
    /// Where it pays: with more than one core, and more to read than starting a thread costs.
    case wherePaying
    /// Never: one thread does everything.
    case never
    /// Always, also on one core and for a few bytes.
    case always

    /// What holds now. What an importer yields is the same in each case; tests see to that.
    @TaskLocal public static var use = WorkThreads.wherePaying

    private static let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))

    /// How many threads may work at once now.
    static var count: Int {
        switch use {
        case .never: 1
        case .wherePaying: cores
        case .always: max(2, cores)
        }
    }

    private static let leastBytes: Int64 = 256 << 10

    static func pays(for entries: [ArchiveEntry]) -> Bool {
        switch use {
        case .never: return false
        case .always: return !entries.isEmpty
        case .wherePaying:
            var bytes: Int64 = 0
            return cores > 1
                && entries.contains { entry in
                    bytes += entry.size ?? leastBytes
                    return bytes >= leastBytes
                }
        }
    }
}
