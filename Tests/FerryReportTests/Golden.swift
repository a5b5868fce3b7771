// SPDX-License-Identifier: Apache-2.0
import FerryTestKit
import Glibc
import Testing

/// Files that reports are compared with byte for byte; recorded anew only with FERRY_RECORD=1.
enum Golden {
    private static var folder: String {
        #filePath.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/Golden"
    }

    static func expect(_ text: String, equals name: String, sourceLocation: SourceLocation = #_sourceLocation)
        throws
    {
        let path = folder + "/" + name
        if getenv("FERRY_RECORD").map({ String(cString: $0) }) == "1" { try TestFile.write(text, to: path) }
        let expected = try TestFile.text(path)
        #expect(text == expected, "\(name) differs from the recorded one", sourceLocation: sourceLocation)
    }
}
