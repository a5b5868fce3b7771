// SPDX-License-Identifier: Apache-2.0
import CCurl

/// Sets options of an easy handle and remembers whether all were taken.
struct CurlSetup {
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
    var curlMilliseconds: Int {
        let (seconds, fraction) = components
        return max(1, Int(seconds) * 1000 + Int(fraction / 1_000_000_000_000_000))
    }
}
