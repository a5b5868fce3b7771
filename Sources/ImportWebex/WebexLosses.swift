// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryModel

/// States losses; the same one about the same record only once, since a space may lie in an archive several times.
final class WebexLosses {
    private let sink: any RecordSink
    private var stated: Set<Int> = []

    init(_ sink: any RecordSink) {
        self.sink = sink
    }

    /// States that a record is lost or hurt.
    func state(
        _ code: String, _ state: Loss.State, _ kind: RecordKind, key: SourceKey? = nil, place: Place? = nil,
        because reason: String, count: Int = 1
    ) throws {
        if let key {
            var hasher = Hasher()
            hasher.combine(code)
            hasher.combine(key)
            guard stated.insert(hasher.finalize()).inserted else { return }
        }
        try sink.take(
            Loss(code: code, kind: kind, state: state, key: key, place: place, reason: reason, count: count))
    }
}
