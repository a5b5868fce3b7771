// SPDX-License-Identifier: Apache-2.0
public import FerryModel

/// States losses; the same one about the same record only once, since a record may lie in an archive several times.
public final class StatedLosses {
    private let sink: any RecordSink
    private var stated: Set<Int> = []

    /// States them to a sink.
    public init(_ sink: any RecordSink) { self.sink = sink }

    /// States that a record is lost or hurt.
    public func state(
        _ code: String, _ state: Loss.State, _ kind: RecordKind, key: SourceKey? = nil, place: Place? = nil,
        count: Int = 1, because reason: String
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
