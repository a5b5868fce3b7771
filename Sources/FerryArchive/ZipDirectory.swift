// SPDX-License-Identifier: Apache-2.0

import FerryModel
import Glibc

/// The central directory of a ZIP, the only part of it that names are taken from (APPNOTE.TXT 4.3.12).
struct ZipDirectory: Sendable {
    private(set) var index: EntryIndex
    /// By the ordinals of the entries.
    private(set) var records: [ZipRecord] = []
    private let limits: ArchiveLimits
    private let archive: String
    private let end: ZipEnd

    init(_ file: InputFile, limits: ArchiveLimits) throws(Failure) {
        self.limits = limits
        archive = file.path
        end = try ZipEnd(file)
        index = EntryIndex(archive: file.path, limits: limits)
        index.reserve(bytes: end.end - end.start, least: 46)
        records.reserveCapacity(Int(clamping: min((end.end - end.start) / 46, Int64(limits.entries))))
        var position = end.start
        // Read in pieces that hold the longest possible entry, so that memory does not follow the directory.
        var window: ArraySlice<UInt8> = []
        while position < end.end {
            if window.count < 0x30000 {
                let count = min(end.end - position, 1 << 20)
                window = try file.bytes(at: position, count: Int(count))[...]
            }
            let length = try add(window, at: position)
            window = window.dropFirst(length)
            position += Int64(length)
        }
        guard position == end.end else { throw damaged(at: position) }
        try checkRanges()
        index.finish()
        try refuseEncrypted()
    }

    private func damaged(at offset: Int64) -> Failure {
        .archiveInvalid("the directory of the zip archive is damaged", in: archive, offset: offset)
    }

    /// Takes in the entry at the start of the bytes and returns its length.
    private mutating func add(_ bytes: ArraySlice<UInt8>, at position: Int64) throws(Failure) -> Int {
        let fields = ByteReader(bytes)
        guard bytes.starts(with: [0x50, 0x4B, 1, 2]), let nameLength = fields.short(28),
            let extraLength = fields.short(30), let commentLength = fields.short(32)
        else { throw damaged(at: position) }
        let length = 46 + nameLength + extraLength + commentLength
        guard length <= bytes.count else { throw damaged(at: position) }
        let start = bytes.startIndex + 46
        let rawName = bytes[start..<(start + nameLength)]
        let extra = bytes[(start + nameLength)..<(start + nameLength + extraLength)]
        guard let record = record(fields, extra), record.offset >= 0, record.packed <= end.start,
            record.offset <= end.start - record.packed
        else { throw damaged(at: position) }
        try index.count()
        try add(record, EntryName(rawName, limits: limits), rawName, fields)
        return length
    }

    private mutating func add(
        _ record: ZipRecord, _ name: EntryName, _ rawName: ArraySlice<UInt8>, _ fields: ByteReader
    ) throws(Failure) {
        let isUnix = [3, 19].contains((fields.short(4) ?? 0) >> 8)
        let type = isUnix ? mode_t((fields.word(38) ?? 0) >> 16) & S_IFMT : 0
        if type == S_IFDIR || rawName.last == UInt8(ascii: "/") && record.unpacked == 0 {
            // A folder with a name that leads outside is worth a word, any other is not.
            if name.refusal == .leadsOutside { try index.add(name, size: nil, ordinal: 0) }
            return
        }
        let refusal: RefusedEntry.Reason? =
            switch type {
            case S_IFLNK: .link
            case 0, S_IFREG:
                if record.isEncrypted {
                    .encrypted
                } else if limits.isBomb(unpacked: record.unpacked, packed: record.packed) {
                    .bomb
                } else {
                    nil
                }
            default: .device
            }
        // What is refused does not count against the limit of bytes.
        let size = refusal == nil ? record.unpacked : nil
        try index.add(name, size: size, ordinal: records.count, refusal: refusal)
        records.append(record)
    }

    /// The record of an entry, sizes and offset from the Zip64 field where the entry has no room for them.
    private func record(_ fields: ByteReader, _ extra: ArraySlice<UInt8>) -> ZipRecord? {
        guard let flags = fields.short(8), let method = fields.short(10), let checksum = fields.word(16),
            let packed = fields.word(20), let unpacked = fields.word(24), let offset = fields.word(42)
        else { return nil }
        var long = ByteReader(Self.zip64Field(extra))
        func value(_ short: UInt32) -> Int64? {
            guard short == .max, !long.bytes.isEmpty else { return Int64(short) }
            defer { long = ByteReader(long.bytes.dropFirst(8)) }
            return long.long(0)
        }
        guard let unpacked = value(unpacked), let packed = value(packed), let offset = value(offset) else {
            return nil
        }
        let (place, overflow) = offset.addingReportingOverflow(end.shift)
        guard !overflow else { return nil }
        return ZipRecord(
            offset: place, packed: packed, unpacked: unpacked, checksum: checksum,
            method: UInt16(truncatingIfNeeded: method), flags: UInt16(truncatingIfNeeded: flags))
    }

    private static func zip64Field(_ extra: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = extra
        while let kind = ByteReader(rest).short(0), let length = ByteReader(rest).short(2) {
            rest = rest.dropFirst(4)
            if kind == 1 { return rest.prefix(length) }
            rest = rest.dropFirst(length)
        }
        return []
    }

    /// Entries that share their bytes are how a small archive pretends to be an endless one.
    private func checkRanges() throws(Failure) {
        func precedes(_ left: ZipRecord, _ right: ZipRecord) -> Bool {
            (left.offset, left.packed) < (right.offset, right.packed)
        }
        // Nearly every directory is in the order of the data, which saves the copy.
        let isInOrder = zip(records, records.dropFirst()).allSatisfy { !precedes($1, $0) }
        var reached: Int64 = 0
        for record in isInOrder ? records : records.sorted(by: precedes) {
            guard record.offset >= reached else {
                throw .archiveInvalid(
                    "entries of the zip archive overlap", in: archive, offset: record.offset,
                    remedy: "do not trust this archive; ask for a new one from the source system")
            }
            reached = record.offset + 30 + record.packed
        }
        guard reached <= end.start else { throw damaged(at: reached) }
    }

    private func refuseEncrypted() throws(Failure) {
        guard index.entries.isEmpty, index.refused.contains(where: { $0.reason == .encrypted }) else {
            return
        }
        throw .archiveInvalid(
            "the zip archive is encrypted", in: archive,
            remedy: "unpack it with its password and give the folder, or export again without a password")
    }
}
