// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryModel
import FerryTestImports
import FerryTestKit
import Synchronization
import Testing

/// Working ahead on a thread of its own.
struct WorkAheadTests {
    private let tree: TemporaryTree
    private let archive: Archive

    init() throws {
        tree = try TemporaryTree()
        for number in 0..<300 {
            try tree.write(Self.name(number), String(repeating: "\(number) ", count: 40))
        }
        archive = try Archive.open(tree.path)
    }

    private static func name(_ number: Int) -> String { "\(1000 + number).txt" }

    private struct Broken: Error, Equatable { let entry: String }

    /// What a reader hears of all files, in its order; every seventh file is broken in its middle.
    private func heard(_ use: WorkThreads, weight: Int) throws -> [String] {
        try WorkThreads.$use.withValue(use) {
            var heard: [String] = []
            let sink = HearingSink { heard.append($0) }
            try archive.readAllInLists(where: { _ in true }) { [archive] files in
                let ahead = WorkAhead<String>(files, sink: sink) { entry, findings in
                    try archive.read(entry) { chunk in
                        for word in chunk.split(separator: 32) {
                            try findings.add(String(decoding: word, as: UTF8.self), weight: weight)
                        }
                    }
                    try findings.take(Loss(code: entry.name, kind: .message, state: .filtered, reason: ""))
                    if entry.name.hasSuffix("7.txt") { throw Broken(entry: entry.name) }
                }
                for file in files {
                    do {
                        try ahead.read(file) { heard.append($0) }
                    } catch let broken as Broken {
                        heard.append("broken " + broken.entry)
                    }
                }
            }
            return heard
        }
    }

    @Test("everything comes in the order of one thread, what is thrown too", arguments: [1, 5_000, 2 << 20])
    func order(weight: Int) throws {
        let alone = try heard(.never, weight: weight)
        #expect(alone.count == 300 * 41 + 30)
        #expect(alone.contains("broken " + Self.name(17)))
        #expect(try heard(.always, weight: weight) == alone)
    }

    @Test("a reader that stops in the middle ends the work", arguments: [1, 2 << 20])
    func stop(weight: Int) throws {
        try WorkThreads.$use.withValue(.always) {
            let files = archive.entries.map { $0 }
            weak var gone: WorkAhead<Int>?
            do {
                let ahead = WorkAhead<Int>(files, sink: SilentSink()) { _, findings in
                    for number in 0..<5_000 { try findings.add(number, weight: weight) }
                }
                gone = ahead
                #expect(throws: Broken(entry: "")) {
                    try ahead.read(files[0]) { if $0 == 10 { throw Broken(entry: "") } }
                }
            }
            #expect(gone == nil)
        }
    }

    @Test("large values wait until the reader is done with those before")
    func large() throws {
        try WorkThreads.$use.withValue(.always) {
            let counter = Counter()
            let files = Array(archive.entries.prefix(1))
            let ahead = WorkAhead<Int>(files, sink: SilentSink()) { _, findings in
                for number in 0..<50 {
                    counter.made.withLock { $0 = number }
                    try findings.add(number, weight: 4 << 20)
                }
            }
            try ahead.read(files[0]) { number in
                #expect(counter.made.withLock { $0 } <= number)
            }
        }
    }

    @Test("files are asked for in their order")
    func wrongOrder() throws {
        let files = archive.entries.map { $0 }
        let ahead = WorkAhead<Int>(files, sink: SilentSink()) { _, _ in }
        #expect(throws: Failure.self) { try ahead.read(files[1]) { _ in } }
    }
}

private final class Counter: Sendable {
    let made = Mutex(0)
}

/// Notes what it hears.
private final class HearingSink: RecordSink {
    private let note: (String) -> Void
    init(_ note: @escaping (String) -> Void) { self.note = note }
    func take(_ record: Record) {}
    func take(_ loss: Loss) { note("loss " + loss.code) }
    func advance(bytes: Int64) {}
    func wantedEntries() -> Set<String> { [] }
    func takeBytes(ofEntry entry: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void) {}
}
