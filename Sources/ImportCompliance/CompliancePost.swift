// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// A message on its way, which waits for the files that follow it.
struct CompliancePost {
    /// A file that belongs to it.
    struct File {
        /// Where the format says that it lies.
        let path: String
        /// The name people know it by.
        let name: String
        var size: Int64?
        var hasFailed = false
        var isDeleted = false
    }

    let room: String
    let key: MessageKey
    let author: String
    let time: Int64
    let order: Int64
    var text = ""
    var kind = Message.Kind.text
    var editedAt: Int64?
    var deletedAt: Int64?
    /// Whether it is the text before an edit, which is not carried.
    var isEarlier = false
    var isCut = false
    var line = 0
    var files: [File] = []

    /// Takes a file, or what another element says about the same one.
    mutating func add(_ file: File) {
        guard let known = files.firstIndex(where: { $0.path == file.path }) else { return files.append(file) }
        files[known].hasFailed = files[known].hasFailed || file.hasFailed
        files[known].size = files[known].size ?? file.size
    }
}
