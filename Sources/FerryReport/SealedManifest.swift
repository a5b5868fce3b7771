// SPDX-License-Identifier: Apache-2.0
public import FerryModel
import Glibc

/// The manifest as it was when the migration was closed: a file that no later verification replaces, with its
/// checksum beside it in the form of `sha256sum`.
public enum SealedManifest {
    /// The file's name in the reports folder.
    public static let name = "manifest-sealed.csv"

    /// Seals what `manifest.csv` holds now.
    ///
    /// - Throws: `Failure.storage`.
    public static func seal(_ manifest: VerifySummary.Manifest, in folder: ReportFolder) throws {
        let sealed = folder.path(of: name)
        // A verification puts a new file under its name and leaves this one alone.
        guard unlink(sealed) == 0 || errno == ENOENT, link(folder.path(of: manifest.file), sealed) == 0,
            chmod(sealed, 0o400) == 0
        else { throw ReportFile.failure("sealed", sealed, errno) }
        try folder.write(name + ".sha256", "\(manifest.digest.hex)  \(name)\n")
    }
}
