// SPDX-License-Identifier: Apache-2.0
public import FerryArchive
internal import FerryModel

extension Archive {
    /// The first bytes of a file, up to `count`; as many as can be read where the file is damaged.
    ///
    /// - Throws: what has nothing to do with the archive's content.
    public func head(of entry: ArchiveEntry, count: Int) throws -> [UInt8] {
        struct Enough: Error {}
        var head: [UInt8] = []
        do {
            try read(entry) { chunk in
                head.append(contentsOf: chunk.prefix(count - head.count))
                if head.count >= count { throw Enough() }
            }
        } catch is Enough {
            return head
        } catch let failure as Failure where failure.kind == .archiveInvalid {
            return head
        }
        return head
    }
}
