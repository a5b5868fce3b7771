// SPDX-License-Identifier: Apache-2.0
import CCurl
import Glibc

extension Transfer {
    /// Sets a fresh handle up for the request; gives the error when that cannot be.
    func prepare(_ easy: UnsafeMutableRawPointer, _ options: TransportOptions) -> TransportError? {
        guard let fields = headerFields() else {
            return TransportError(.neverSent, .request, "a header field holds a control character")
        }
        let words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
        words.pointee = 0
        (self.fields, self.words, self.easy) = (fields, words, easy)
        var setup = CurlSetup(easy)
        setup.pointer(CURLOPT_ERRORBUFFER, words)
        setup.string(CURLOPT_URL, request.url)
        setup.list(CURLOPT_HTTPHEADER, fields)
        connection(&setup, options)
        limits(&setup, options)
        callbacks(&setup)
        method(&setup)
        guard setup.isFine else {
            release()
            return TransportError(
                .neverSent, .request, "libcurl refuses the options or the URL of the request")
        }
        return nil
    }

    private func connection(_ setup: inout CurlSetup, _ options: TransportOptions) {
        setup.string(CURLOPT_PROTOCOLS_STR, "http,https")
        setup.long(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        setup.long(CURLOPT_FOLLOWLOCATION, 0)
        setup.long(CURLOPT_PATH_AS_IS, 1)
        setup.long(CURLOPT_NOSIGNAL, 1)
        setup.long(CURLOPT_TCP_KEEPALIVE, 1)
        setup.long(CURLOPT_MAXAGE_CONN, max(1, Int(options.idleTime.components.seconds)))
        setup.long(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
        setup.string(CURLOPT_USERAGENT, options.userAgent)
        if needsFreshConnection { setup.long(CURLOPT_FRESH_CONNECT, 1) }
        if let file = options.authorityFile { setup.string(CURLOPT_CAINFO, file) }
        if let file = options.certificateFile { setup.string(CURLOPT_SSLCERT, file) }
        if let file = options.keyFile { setup.string(CURLOPT_SSLKEY, file) }
        switch options.proxy {
        case .environment: break
        case .none: setup.string(CURLOPT_PROXY, "")
        case .url(let url): setup.string(CURLOPT_PROXY, url)
        }
    }

    private func limits(_ setup: inout CurlSetup, _ options: TransportOptions) {
        setup.long(CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeout.curlMilliseconds)
        var isLong = isFromFile
        if case .stream = request.sink { isLong = true }
        if isLong && request.timeout == nil {
            setup.long(CURLOPT_LOW_SPEED_LIMIT, options.stallBytesPerSecond)
            setup.long(CURLOPT_LOW_SPEED_TIME, max(1, Int(options.stallTimeout.components.seconds)))
        } else {
            setup.long(CURLOPT_TIMEOUT_MS, (request.timeout ?? options.timeout).curlMilliseconds)
        }
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

    private func callbacks(_ setup: inout CurlSetup) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        setup.pointer(CURLOPT_READDATA, context)
        setup.pointer(CURLOPT_SEEKDATA, context)
        setup.pointer(CURLOPT_WRITEDATA, context)
        setup.pointer(CURLOPT_HEADERDATA, context)
        setup.transfer(CURLOPT_READFUNCTION) { bytes, size, count, context in
            guard let bytes, let transfer = Transfer.at(context) else { return ferry_curl_read_abort() }
            let buffer = UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
            return transfer.read(into: buffer) ?? ferry_curl_read_abort()
        }
        setup.transfer(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
            guard Transfer.at(context)?.take(body: piece) == true else { return ferry_curl_write_error() }
            return piece.count
        }
        setup.transfer(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
            guard Transfer.at(context)?.take(header: line) == true else { return ferry_curl_write_error() }
            return line.count
        }
        setup.seek { context, offset, origin in
            guard origin == SEEK_SET, Transfer.at(context)?.canRewind(to: Int64(offset)) == true else {
                return CURL_SEEKFUNC_FAIL
            }
            return CURL_SEEKFUNC_OK
        }
    }

    private static func at(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private func headerFields() -> UnsafeMutablePointer<curl_slist>? {
        // An empty value takes out a field that libcurl would add by itself.
        var lines = ["Expect:", "Content-Type:", "Accept: */*"]
        if let token = request.token { lines.append("Authorization: Bearer " + token.reveal()) }
        for field in request.headers {
            lines.removeAll { $0 == field.name + ":" || $0.hasPrefix(field.name + ": ") }
            lines.append(field.value.isEmpty ? field.name + ";" : field.name + ": " + field.value)
        }
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard line.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }),
                let longer = curl_slist_append(list, line)
            else {
                curl_slist_free_all(list)
                return nil
            }
            list = longer
        }
        return list
    }
}

/// Sets options of an easy handle and remembers whether all were taken.
private struct CurlSetup {
    private let easy: UnsafeMutableRawPointer
    private(set) var isFine = true

    init(_ easy: UnsafeMutableRawPointer) { self.easy = easy }

    private mutating func note(_ code: CURLcode) { if code != CURLE_OK { isFine = false } }

    mutating func long(_ option: CURLoption, _ value: Int) { note(ferry_curl_set_long(easy, option, value)) }
    mutating func offset(_ option: CURLoption, _ value: Int64) {
        note(ferry_curl_set_offset(easy, option, curl_off_t(value)))
    }
    mutating func string(_ option: CURLoption, _ value: String) {
        note(ferry_curl_set_string(easy, option, value))
    }
    mutating func pointer(_ option: CURLoption, _ value: UnsafeMutableRawPointer) {
        note(ferry_curl_set_pointer(easy, option, value))
    }
    mutating func list(_ option: CURLoption, _ value: UnsafeMutablePointer<curl_slist>) {
        note(ferry_curl_set_list(easy, option, value))
    }
    mutating func transfer(_ option: CURLoption, _ callback: ferry_curl_transfer_callback?) {
        note(ferry_curl_set_transfer(easy, option, callback))
    }
    mutating func seek(_ callback: ferry_curl_seek_callback?) { note(ferry_curl_set_seek(easy, callback)) }
}

extension Duration {
    /// Whole milliseconds, at least 1: libcurl reads 0 as "no limit".
    fileprivate var curlMilliseconds: Int {
        let (seconds, fraction) = components
        return max(1, Int(seconds) * 1000 + Int(fraction / 1_000_000_000_000_000))
    }
}
