// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The power fails: what is left of a folder is what was synchronised, and of the rest whatever the disk had come to.
///
/// The program runs with `environment`, which has it note (`FERRY_FAULT_DURABLE`) what it has synchronised.
public struct PowerCut {
    /// What becomes of what was not synchronised.
    public enum Disk: CaseIterable, Sendable {
        /// Nothing of it is there.
        case losesAll
        /// Some of its sectors are there and others are not, and so are some of the names.
        case tearsAll
    }

    private typealias Names = [(name: String, inode: UInt64)]

    private static let sector = 512

    private let folder: String
    private let durable: String
    private var files: [UInt64: [UInt8]] = [:]
    private var names: [UInt64: Names] = [:]
    private let isForgetful: Bool

    /// Takes what is there now for synchronised.
    ///
    /// - Parameters:
    ///   - durable: a folder for what the program notes; must not be there.
    ///   - isForgetful: whether the disk lies about SQLite's write-ahead log: the negative control.
    public init(of folder: String, durable: String, isForgetful: Bool = false) throws {
        self.folder = folder
        self.durable = durable
        self.isForgetful = isForgetful
        try TestFile.makeFolder(durable)
        try look(folder)
    }

    /// What the program must find in its environment.
    public var environment: [String: String] {
        var environment = ["FERRY_FAULT_DURABLE": durable]
        if isForgetful { environment["FERRY_FAULT_FORGETFUL"] = "wal" }
        return environment
    }

    /// Leaves of the folder what the disk has.
    public func strike(_ disk: Disk, using random: inout some RandomNumberGenerator) throws {
        let left = try contents(of: folder, disk, &random)
        for name in TestFile.names(in: folder) { TestFile.remove(folder + "/" + name) }
        for (path, bytes) in left {
            if let bytes { try TestFile.write(bytes, to: path) } else { try TestFile.makeFolder(path) }
        }
    }

    // MARK: Looking

    private mutating func look(_ folder: String) throws {
        let entries = Self.entries(folder)
        names[Self.inode(folder)] = entries
        for entry in entries {
            let path = folder + "/" + entry.name
            if TestFile.isFolder(path) {
                try look(path)
            } else {
                files[entry.inode] = try TestFile.bytes(path)
            }
        }
    }

    private static func inode(_ path: String) -> UInt64 {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(status.st_ino) : 0
    }

    private static func entries(_ folder: String) -> Names {
        TestFile.names(in: folder).map { ($0, inode(folder + "/" + $0)) }
    }

    // MARK: What is left

    /// Paths with their bytes, folders with none, each behind the folder it is in.
    private func contents(
        of folder: String, _ disk: Disk, _ random: inout some RandomNumberGenerator
    ) throws -> [(path: String, bytes: [UInt8]?)] {
        var left: [(path: String, bytes: [UInt8]?)] = []
        let now = Self.entries(folder)
        let kept = try synchronisedNames(Self.inode(folder))
        for entry in disk == .losesAll ? kept : Self.torn(kept, now, &random) {
            let path = folder + "/" + entry.name
            let isThere = now.contains { $0.name == entry.name && $0.inode == entry.inode }
            if isThere ? TestFile.isFolder(path) : names[entry.inode] != nil {
                left.append((path, nil))
                left += try contents(of: path, disk, &random)
                continue
            }
            let old = try synchronised(entry.inode)
            let bytes = isThere ? try TestFile.bytes(path) : old
            left.append((path, disk == .losesAll ? old : Self.torn(old, bytes, &random)))
        }
        return left
    }

    private func synchronisedNames(_ folder: UInt64) throws -> Names {
        guard let text = try? TestFile.text("\(durable)/d\(folder)") else { return names[folder] ?? [] }
        return text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[1] != ".", parts[1] != "..", let inode = UInt64(parts[0]) else {
                return nil
            }
            return (String(parts[1]), inode)
        }
    }

    private func synchronised(_ file: UInt64) throws -> [UInt8] {
        (try? TestFile.bytes("\(durable)/f\(file)")) ?? files[file] ?? []
    }

    /// Each name as it was, or as it is.
    private static func torn(
        _ old: Names, _ new: Names, _ random: inout some RandomNumberGenerator
    ) -> Names {
        Set((old + new).map(\.name)).sorted().compactMap { name in
            (Bool.random(using: &random) ? old : new).first { $0.name == name }
        }
    }

    /// Each sector as it was, or as it is.
    private static func torn(
        _ old: [UInt8], _ new: [UInt8], _ random: inout some RandomNumberGenerator
    ) -> [UInt8] {
        guard old != new else { return old }
        var bytes = Bool.random(using: &random) ? old : new
        for start in stride(from: 0, to: bytes.count, by: sector) {
            let source = Bool.random(using: &random) ? old : new
            let end = min(start + sector, bytes.count, source.count)
            if start < end { bytes.replaceSubrange(start..<end, with: source[start..<end]) }
        }
        return bytes
    }
}
