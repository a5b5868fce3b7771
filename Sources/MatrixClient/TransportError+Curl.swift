// SPDX-License-Identifier: Apache-2.0
import CCurl

extension TransportError.Cause {
    /// Causes that can only come up before a byte of the request leaves, by what the code means. On a request that
    /// must not go twice libcurl cannot have made an earlier attempt (`CurlTransport`). Not `request`: libcurl also
    /// calls an answer that is not HTTP an unsupported protocol.
    static let beforeRequest: Set<TransportError.Cause> = [.resolve, .connect, .tls]

    /// Sorts libcurl's result codes (curl/curl.h).
    init(_ code: CURLcode) {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: self = .resolve
        case CURLE_COULDNT_CONNECT, CURLE_PROXY, CURLE_INTERFACE_FAILED: self = .connect
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_NOTFOUND,
            CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT:
            self = .tls
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_FUNCTION_ARGUMENT, CURLE_FAILED_INIT,
            CURLE_NOT_BUILT_IN, CURLE_UNKNOWN_OPTION:
            self = .request
        case CURLE_OPERATION_TIMEDOUT: self = .timeout
        // The rewind fails because the body refuses to be sent a second time on a connection found dead.
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_SEND_FAIL_REWIND: self = .closed
        case CURLE_PARTIAL_FILE, CURLE_BAD_CONTENT_ENCODING: self = .truncated
        case CURLE_ABORTED_BY_CALLBACK: self = .cancelled
        default: self = .other
        }
    }
}
