// SPDX-License-Identifier: Apache-2.0
import FerryTestKit

/// A folder of its own for a test; gone when the test is.
final class TemporaryFolder: Sendable {
    private let place: TestFolder

    var path: String { place.path }

    init() throws { place = try TestFolder() }

    func folder(_ name: String) throws { try TestFile.makeFolder(path + "/" + name) }

    /// Writes a file and returns its path.
    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        try TestFile.write(bytes, to: path + "/" + name)
        return path + "/" + name
    }
}
