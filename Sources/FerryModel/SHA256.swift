// SPDX-License-Identifier: Apache-2.0
internal import CCrypto

/// Hashes bytes as they pass by, with the system's libcrypto.
public final class SHA256 {
    private let context: OpaquePointer?

    /// Starts with nothing hashed.
    public init() {
        context = EVP_MD_CTX_new()
        EVP_DigestInit_ex(context, EVP_sha256(), nil)
    }

    deinit {
        EVP_MD_CTX_free(context)
    }

    /// Hashes the next bytes.
    public func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    /// Hashes the next bytes.
    public func update(_ bytes: some Sequence<UInt8>) {
        Array(bytes).withUnsafeBytes { update($0) }
    }

    /// The digest of all bytes so far; afterwards the hasher starts anew.
    public func finish() -> Digest {
        var bytes = [UInt8](repeating: 0, count: 32)
        EVP_DigestFinal_ex(context, &bytes, nil)
        EVP_DigestInit_ex(context, EVP_sha256(), nil)
        return Digest(unchecked: bytes)
    }

    /// The digest of a text's UTF-8 bytes.
    public static func digest(of text: String) -> Digest {
        let hasher = SHA256()
        var text = text
        text.withUTF8 { hasher.update(UnsafeRawBufferPointer($0)) }
        return hasher.finish()
    }

    /// The digest of some bytes.
    public static func digest(of bytes: some Sequence<UInt8>) -> Digest {
        let hasher = SHA256()
        hasher.update(bytes)
        return hasher.finish()
    }
}
