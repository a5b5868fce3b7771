// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryJSON
import FerryModel
import Glibc
import ImportSlack

// Measures parts of an import by themselves: `ferry-bench scan|read ARCHIVE` prints elements, bytes and seconds.

/// Takes everything and keeps nothing.
final class CountingSink: RecordSink {
    var count = 0
    func take(_ record: Record) { count += 1 }
    func take(_ loss: Loss) {}
    func advance(bytes: Int64) {}
    func wantedEntries() -> Set<String> { [] }
    func takeBytes(ofEntry entry: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void) {}
}

func measured(_ body: () throws -> Int) rethrows -> (count: Int, seconds: Double) {
    let clock = ContinuousClock()
    let start = clock.now
    let count = try body()
    let time = (clock.now - start).components
    return (count, Double(time.seconds) + Double(time.attoseconds) / 1e18)
}

guard CommandLine.arguments.count == 3 else {
    print("usage: ferry-bench scan|read ARCHIVE")
    exit(64)
}
let archive = try Archive.open(CommandLine.arguments[2])
let entries = archive.entries.filter { $0.name.hasSuffix(".json") }
let bytes = entries.reduce(Int64(0)) { $0 + ($1.size ?? 0) }
let result =
    if CommandLine.arguments[1] == "scan" {
        try measured {
            var count = 0
            for entry in entries {
                try archive.elements(of: entry, at: .topLevelArray) { _, _ in count += 1 }
            }
            return count
        }
    } else {
        try measured {
            let sink = CountingSink()
            try ArchiveReading(archive, importers: [SlackImporter()], source: .slack).read(into: sink)
            return sink.count
        }
    }
print(#"{"count":\#(result.count),"bytes":\#(bytes),"seconds":\#(result.seconds)}"#)
