// SPDX-License-Identifier: Apache-2.0
internal import FerryArchive

/// The write-ahead log of a database, which holds its newest rows: beside it in the archive, or beside a database that
/// was given alone.
struct DatabaseLog {
    /// What holds the log.
    let archive: Archive
    /// The log.
    let entry: ArchiveEntry
}
