// SPDX-License-Identifier: Apache-2.0
internal import CCrypto

/// Hashes bytes as they pass by, with the system's libcrypto.
public final class SHA256 {
    // Looked up once: libcrypto searches its providers each time otherwise, for longer than a short text takes.
    // Never changed and never freed.
    nonisolated(unsafe) private static let algorithm = EVP_MD_fetch(nil, "SHA256", nil) ?? EVP_sha256()

    private let context: OpaquePointer?

    /// Starts with nothing hashed.
    public init() {
        context = EVP_MD_CTX_new()
        EVP_DigestInit_ex(context, Self.algorithm, nil)
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
        defer { EVP_DigestInit_ex(context, Self.algorithm, nil) }
        return final()
    }

    private func final() -> Digest {
        var bytes = [UInt8](repeating: 0, count: 32)
        EVP_DigestFinal_ex(context, &bytes, nil)
        return Digest(unchecked: bytes)
    }

    /// The digest of a text's UTF-8 bytes.
    public static func digest(of text: String) -> Digest {
        let hasher = SHA256()
        var text = text
        text.withUTF8 { hasher.update(UnsafeRawBufferPointer($0)) }
        return hasher.final()
    }

    /// The digest of some bytes.
    public static func digest(of bytes: some Sequence<UInt8>) -> Digest {
        let hasher = SHA256()
        hasher.update(bytes)
        return hasher.final()
    }
}
