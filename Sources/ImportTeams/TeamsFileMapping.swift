// SPDX-License-Identifier: Apache-2.0
internal import FerryModel

/// `files.csv`: which downloaded file belongs to which attachment, for whoever downloads in a way of their own.
enum TeamsFileMapping {
    /// One line. `message` is the message's id, alone or behind the chat's or channel's and a `/`, or empty;
    /// `attachment` the id of the attachment or hosted content, or its URL; `file` the path in the archive.
    struct Line: Hashable {
        let message: String
        let attachment: String
        let file: String
    }

    /// The lines of a mapping; `folder` is the one it lies in, with a closing slash or empty.
    static func lines(_ text: String, folder: String) -> [Line] {
        let records = CSV.records(text)
        guard let header = records.first?.fields.map({ $0.lowercased() }),
            let attachment = header.firstIndex(of: "attachment"), let file = header.firstIndex(of: "file")
        else { return [] }
        let message = header.firstIndex(of: "message")
        return records.dropFirst().compactMap { record in
            let fields = record.fields
            guard attachment < fields.count, file < fields.count, !fields[file].isEmpty else { return nil }
            let place = message.flatMap { $0 < fields.count ? fields[$0] : nil } ?? ""
            let path = fields[file].split(whereSeparator: { $0 == "/" || $0 == "\\" }).joined(separator: "/")
            return Line(message: place, attachment: fields[attachment], file: folder + path)
        }
    }
}
