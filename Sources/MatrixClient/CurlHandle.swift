// SPDX-License-Identifier: Apache-2.0
import CCurl
import Glibc

/// An easy handle for one request, or for one after the other: what is the same for all of them is set once.
final class CurlHandle {
    let easy: UnsafeMutableRawPointer
    // Where libcurl writes what went wrong, in more words than the code has.
    private let words: UnsafeMutablePointer<CChar>
    private var fields: UnsafeMutablePointer<curl_slist>?
    private var lines: [String] = []

    /// Whether a handle may serve a second request. In libcurl before May 2023 one remembered where the last header field of
    /// the answer before had been, and read from there when an answer began with a continued line
    /// (https://github.com/curl/curl/pull/11103). Connections belong to the multi handle and are used again either way.
    static let isReusable = curl_version_info(CURLVERSION_FIRST).pointee.version_num >= 0x08_0200

    /// `nil` when there is no memory or libcurl refuses an option.
    init?(_ options: TransportOptions) {
        guard let easy = curl_easy_init() else { return nil }
        self.easy = easy
        words = .allocate(capacity: Int(CURL_ERROR_SIZE))
        words.pointee = 0
        var setup = CurlSetup(easy)
        setup.pointer(CURLOPT_ERRORBUFFER, words)
        Self.connection(&setup, options)
        Self.callbacks(&setup)
        guard setup.isFine else { return nil }
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(fields)
        words.deallocate()
    }

    /// What libcurl said of the last failure.
    var explanation: String? { words.pointee == 0 ? nil : String(cString: words) }

    /// Sets the header fields, which are the same for most requests; `false` when one holds a control character.
    func take(fields lines: [String]) -> Bool {
        if lines == self.lines { return true }
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard line.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }),
                let longer = curl_slist_append(list, line)
            else {
                curl_slist_free_all(list)
                return false
            }
            list = longer
        }
        var setup = CurlSetup(easy)
        if let list { setup.list(CURLOPT_HTTPHEADER, list) }
        curl_slist_free_all(fields)
        fields = list
        self.lines = lines
        return setup.isFine
    }

    private static func connection(_ setup: inout CurlSetup, _ options: TransportOptions) {
        setup.string(CURLOPT_PROTOCOLS_STR, "http,https")
        setup.long(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        setup.long(CURLOPT_FOLLOWLOCATION, 0)
        setup.long(CURLOPT_PATH_AS_IS, 1)
        setup.long(CURLOPT_NOSIGNAL, 1)
        setup.long(CURLOPT_TCP_KEEPALIVE, 1)
        setup.long(CURLOPT_MAXAGE_CONN, max(1, Int(options.idleTime.components.seconds)))
        setup.long(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
        setup.long(CURLOPT_CONNECTTIMEOUT_MS, options.connectTimeout.curlMilliseconds)
        setup.string(CURLOPT_USERAGENT, options.userAgent)
        if let file = options.authorityFile { setup.string(CURLOPT_CAINFO, file) }
        if let file = options.certificateFile { setup.string(CURLOPT_SSLCERT, file) }
        if let file = options.keyFile { setup.string(CURLOPT_SSLKEY, file) }
        switch options.proxy {
        case .environment: break
        case .none: setup.string(CURLOPT_PROXY, "")
        case .url(let url): setup.string(CURLOPT_PROXY, url)
        }
    }

    private static func callbacks(_ setup: inout CurlSetup) {
        setup.transfer(CURLOPT_READFUNCTION) { bytes, size, count, context in
            guard let bytes, let transfer = CurlHandle.transfer(context) else {
                return ferry_curl_read_abort()
            }
            let buffer = UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
            return transfer.read(into: buffer) ?? ferry_curl_read_abort()
        }
        setup.transfer(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
            guard CurlHandle.transfer(context)?.take(body: piece) == true else {
                return ferry_curl_write_error()
            }
            return piece.count
        }
        setup.transfer(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
            guard CurlHandle.transfer(context)?.take(header: line) == true else {
                return ferry_curl_write_error()
            }
            return line.count
        }
        setup.seek { context, offset, origin in
            guard origin == SEEK_SET, CurlHandle.transfer(context)?.canRewind(to: Int64(offset)) == true
            else {
                return CURL_SEEKFUNC_FAIL
            }
            return CURL_SEEKFUNC_OK
        }
    }

    private static func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }
}
