// SPDX-License-Identifier: Apache-2.0
import CCurl
import Glibc

extension Transfer {
    /// Sets a handle up for the request; gives the error when that cannot be.
    func prepare(_ handle: CurlHandle, _ options: TransportOptions) -> TransportError? {
        guard handle.take(fields: headerFields()) else {
            return TransportError(.neverSent, .request, "a header field holds a control character")
        }
        var setup = CurlSetup(handle.easy)
        setup.string(CURLOPT_URL, request.url)
        setup.long(CURLOPT_FRESH_CONNECT, needsFreshConnection ? 1 : 0)
        limits(&setup, options)
        let context = Unmanaged.passUnretained(self).toOpaque()
        setup.pointer(CURLOPT_READDATA, context)
        setup.pointer(CURLOPT_SEEKDATA, context)
        setup.pointer(CURLOPT_WRITEDATA, context)
        setup.pointer(CURLOPT_HEADERDATA, context)
        method(&setup)
        guard setup.isFine else {
            return TransportError(
                .neverSent, .request, "libcurl refuses the options or the URL of the request")
        }
        self.handle = handle
        return nil
    }

    private func limits(_ setup: inout CurlSetup, _ options: TransportOptions) {
        var isLong = isFromFile
        if case .stream = request.sink { isLong = true }
        let hasNoEnd = isLong && request.timeout == nil
        let stall = max(1, Int(options.stallTimeout.components.seconds))
        setup.long(CURLOPT_LOW_SPEED_LIMIT, hasNoEnd ? options.stallBytesPerSecond : 0)
        setup.long(CURLOPT_LOW_SPEED_TIME, hasNoEnd ? stall : 0)
        setup.long(
            CURLOPT_TIMEOUT_MS, hasNoEnd ? 0 : (request.timeout ?? options.timeout).curlMilliseconds)
    }

    private func method(_ setup: inout CurlSetup) {
        // POST with another name sends any body the same way, an empty one included.
        if case .none = request.body, request.method == .get || request.method == .delete {
            setup.long(CURLOPT_HTTPGET, 1)
        } else {
            setup.long(CURLOPT_POST, 1)
            setup.offset(CURLOPT_POSTFIELDSIZE_LARGE, bodyLength)
            setup.long(CURLOPT_UPLOAD_BUFFERSIZE, isFromFile ? 256 << 10 : 16 << 10)
        }
        setup.string(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    }

    private func headerFields() -> [String] {
        // An empty value takes out a field that libcurl would add by itself.
        var lines = ["Expect:", "Content-Type:", "Accept: */*"]
        if let token = request.token { lines.append("Authorization: Bearer " + token.reveal()) }
        for field in request.headers {
            lines.removeAll { $0 == field.name + ":" || $0.hasPrefix(field.name + ": ") }
            lines.append(field.value.isEmpty ? field.name + ";" : field.name + ": " + field.value)
        }
        return lines
    }
}
