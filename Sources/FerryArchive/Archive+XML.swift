// SPDX-License-Identifier: Apache-2.0

import FerryModel

extension Archive {
    /// Streams the events of an XML file, which may itself be packed with gzip (`.xml.gz`). Memory is that of the
    /// largest tag or text.
    ///
    /// - Parameter progress: hears how many bytes have been read, before their events come.
    /// - Returns: how many places of the file had to be changed to be readable; see `XMLStream.repaired`.
    /// - Throws: `XMLError` where the file is no XML, what `read` throws, and what the body throws, which ends the
    ///   stream. Events before a failure have been handed out.
    @discardableResult
    public func events(
        of entry: ArchiveEntry, limits: XMLLimits = .init(), progress: (Int) -> Void = { _ in },
        _ body: (XMLEvent) throws -> Void
    ) throws -> Int {
        try withoutActuallyEscaping(body) { body in
            let stream = XMLStream(limits: limits, body)
            func feed(_ bytes: UnsafeRawBufferPointer) throws {
                progress(bytes.count)
                try stream.feed(bytes)
            }
            if entry.name.lowercased().hasSuffix(".gz") {
                try readGzip(entry, feed)
            } else {
                try read(entry, feed)
            }
            try stream.finish()
            return stream.repaired
        }
    }
}
