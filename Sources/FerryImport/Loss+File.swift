// SPDX-License-Identifier: Apache-2.0
public import FerryJSON
public import FerryModel

extension Loss {
    /// That one element of a JSON file cannot be read, or the file from some place on.
    public static func unreadable(
        _ code: String, _ kind: RecordKind = .message, at place: Place, _ error: JSONError,
        isWholeFile: Bool = false
    ) -> Loss {
        let what = isWholeFile ? "the file from here on" : "one element of the file"
        return Loss(
            code: code, kind: kind, state: .notInSource, place: place,
            reason: "\(what) cannot be read: \(error.reason)")
    }

    /// That a file in the archive is damaged.
    public static func damaged(
        _ code: String, _ kind: RecordKind = .message, at place: Place, _ failure: Failure
    ) -> Loss {
        Loss(
            code: code, kind: kind, state: .notInSource, place: place,
            reason: "the file in the archive is damaged: " + failure.what)
    }
}
