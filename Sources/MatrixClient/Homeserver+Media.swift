// SPDX-License-Identifier: Apache-2.0
import FerryJSON

/// What came of a download.
public struct DownloadedMedia: Hashable, Sendable {
    /// The `Content-Type`.
    public var type: String?
}

extension Homeserver {
    /// Reserves an address for media (`POST /media/v1/create`); it must be filled within a day.
    public func reserveMedia(as masquerade: Masquerade) async -> Answer<MediaAddress> {
        var call = Call<MediaAddress>(
            method: .post, path: RequestPath("/_matrix/media/v1", "create"), masquerade: masquerade
        ) { root in root["content_uri"]?.string.flatMap(MediaAddress.init) }
        call.body = [:]
        return await send(call)
    }

    /// Fills a reserved address. `M_CANNOT_OVERWRITE_MEDIA` is `alreadyExists`.
    ///
    /// Compare the length with `uploadLimit(as:)` before: Synapse resets the connection on a longer one, which reads
    /// as an unknown outcome.
    ///
    /// - Parameters:
    ///   - body: mostly `file`, which is sent in constant memory and without a limit of time as long as it moves.
    ///   - type: as in the source; what is no media type is sent as `application/octet-stream`.
    ///   - observer: sees every byte once, in order, before it leaves; by throwing it stops the upload.
    public func uploadMedia(
        _ address: MediaAddress, _ body: HTTPRequest.Body, type: String, fileName: String?,
        as masquerade: Masquerade, observer: HTTPRequest.Observer? = nil
    ) async -> Answer<Void> {
        let path = RequestPath("/_matrix/media/v3", "upload", address.server, address.id)
        let call = Call(.put, path.with("filename", fileName), as: masquerade) {
            $0.errcode == "M_CANNOT_OVERWRITE_MEDIA"
        }
        let url = base + masquerade.applied(to: call.path, withTimestamp: false).description
        let request = HTTPRequest(
            .put, url, token: token,
            headers: [("Content-Type", Self.isMediaType(type) ? type : Self.anyType)],
            body: body, bodyObserver: observer)
        do {
            let response = try await transport.send(request)
            return answer(AnswerClass(response, effect: .write, now: clock.date()), call)
        } catch {
            return Self.answer(error)
        }
    }

    /// Reads media through the authenticated endpoint. The handler gets the bytes piece by piece, on the transport's
    /// thread; when the answer is not `ok` they are to be thrown away.
    public func downloadMedia(
        _ address: MediaAddress, as masquerade: Masquerade, handler: @escaping HTTPRequest.Observer
    ) async -> Answer<DownloadedMedia> {
        let path = RequestPath("/_matrix/client/v1", "media", "download", address.server, address.id)
        let url = base + masquerade.applied(to: path, withTimestamp: false).description
        do {
            let response = try await transport.send(
                HTTPRequest(.get, url, token: token, sink: .stream(handler)))
            let result = AnswerClass(response, effect: .read, expectsJSON: false, now: clock.date())
            if case .ok = result { return .ok(DownloadedMedia(type: response.headers["Content-Type"])) }
            return answer(result, Call(method: .get, path: path) { _ in nil })
        } catch {
            return Self.answer(error)
        }
    }

    private static let anyType = "application/octet-stream"

    /// `type/subtype`, with parameters or without, in printable ASCII: it goes into a header.
    static func isMediaType(_ text: String) -> Bool {
        let essence = text.prefix { $0 != ";" }.split(separator: "/", omittingEmptySubsequences: false)
        let marks = Set("!#$&-^_.+ ".utf8.dropLast())
        return text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f } && essence.count == 2
            && essence.allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy {
                        (0x30...0x39).contains($0) || (0x61...0x7a).contains($0 | 0x20) || marks.contains($0)
                    }
            }
    }
}
