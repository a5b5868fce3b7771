// SPDX-License-Identifier: Apache-2.0
import FerryArchive
import FerryImport
import FerryJSON
import FerryModel
import Glibc
import ImportSlack
import ImportTeams
import ImportWebex
import ImportZoom

// Measures parts of an import by themselves and prints one JSON object:
//   ferry-bench scan ARCHIVE    every element of every JSON file cut out, parsed and thrown away
//   ferry-bench read ARCHIVE    the importer alone, its records counted and thrown away
//   ferry-bench rows STORE NEW  the rows of a store's records inserted again, with nothing but SQLite

/// Takes everything and keeps nothing.
final class CountingSink: RecordSink {
    var count = 0
    func take(_ record: Record) { count += 1 }
    func take(_ loss: Loss) {}
    func advance(bytes: Int64) {}
    func wantedEntries() -> Set<String> { [] }
    func takeBytes(ofEntry entry: String, _ read: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void) {}
}

/// Slack's files are arrays, the others' objects that hold one.
func scan(_ archive: Archive) throws -> Int {
    var count = 0
    for entry in archive.entries where entry.name.hasSuffix(".json") {
        let head = try archive.head(of: entry, count: 4096)
        let object = JSONObjectHead(head[...]) { ["value", "items", "messages"].contains($0) }
        if head.first == UInt8(ascii: "[") {
            try archive.elements(of: entry, at: .topLevelArray) { _, _ in count += 1 }
        } else if let key = object.arrayKey {
            try archive.elements(of: entry, at: .array(underKey: key)) { _, _ in count += 1 }
        }
    }
    return count
}

let importers: [any Importer] = [SlackImporter(), TeamsImporter(), ZoomImporter(), WebexImporter()]

func read(_ archive: Archive) throws -> Int {
    let sink = CountingSink()
    try ArchiveReading(archive, importers: importers, source: nil).read(into: sink)
    return sink.count
}

let arguments = CommandLine.arguments
var watch = Stopwatch()
let count: Int
switch arguments.dropFirst().first {
case "scan" where arguments.count == 3:
    let archive = try Archive.open(arguments[2])
    count = try watch.time { try scan(archive) }
case "read" where arguments.count == 3:
    let archive = try Archive.open(arguments[2])
    count = try watch.time { try read(archive) }
case "rows" where arguments.count == 4:
    count = try RowCopy(from: arguments[2], to: arguments[3]).run(&watch)
default:
    print("usage: ferry-bench scan|read ARCHIVE, or ferry-bench rows STORE NEW")
    exit(64)
}
print(#"{"count":\#(count),"seconds":\#(watch.seconds),"cpu":\#(watch.cpu)}"#)
