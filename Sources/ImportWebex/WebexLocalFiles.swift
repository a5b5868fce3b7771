// SPDX-License-Identifier: Apache-2.0
internal import FerryImport
internal import FerryArchive
internal import FerryJSON
internal import FerryModel

/// Files of the tools that write the name on the disk into the messages themselves: webex-archives
/// (`{"url", "localName", "type", "size"}`) and webexcrawler (`./content/<name>`).
struct WebexLocalFiles: WebexFileFinder {
    private let claims: WebexClaims
    private let isArchives: Bool
    /// For files that the tool did not download: somebody may have put them beside it.
    private let contents: WebexContents

    /// Settles which message has which file of a unit's folder.
    ///
    /// - Parameter isWhole: whether the list of messages ends as it should; where it breaks off, a later message
    ///   that is not in it may have overwritten a file.
    init(
        _ claims: [WebexClaims.Claim], of unit: WebexUnit, in archive: Archive, isWhole: Bool,
        contents: WebexContents
    ) {
        self.contents = contents
        isArchives = unit.frontEnd == .webexArchives
        self.claims = WebexClaims(
            claims, folder: unit.folder + (isArchives ? "files/" : "content/"), in: archive,
            lastWins: !isArchives && isWhole)
    }

    /// The files that messages name.
    var named: [ArchiveEntry] { claims.named }

    /// The claims of one message.
    static func claims(of message: String, _ list: [JSONElement]) -> [WebexClaims.Claim] {
        list.enumerated().compactMap { index, element in
            name(element).map {
                WebexClaims.Claim(message: message, index: index, name: $0, size: element["size"]?.int64)
            }
        }
    }

    private static func name(_ element: JSONElement) -> String? {
        if let name = element.text("localName") { return name }
        guard let path = element.string, path.hasPrefix("./content/") else { return nil }
        return String(path.dropFirst(10))
    }

    func files(of message: String, _ list: [JSONElement]) -> [WebexFile] {
        var files = list.enumerated().map { index, element in
            let url = element.string ?? element.text("url")
            var file = WebexFile(id: WebexContentAddress.fileId(url, of: message, at: index))
            guard let name = Self.name(element) else {
                file = contents.files(of: message, [element]).first ?? file
                file.id = WebexContentAddress.fileId(url, of: message, at: index)
                return file
            }
            file.name = isArchives ? Self.withoutNumber(name) : name
            file.mediaType = element.text("type") ?? ""
            file.size = element["size"]?.int64
            switch claims.outcome(message, index) {
            case .found(let entry): file.entry = entry
            case .problem(let problem): file.problem = problem
            }
            return file
        }
        if isArchives {
            // The API never answers with an empty list, nor leaves out a number: the tool has taken out what it
            // could not download.
            let numbers = Set(files.compactMap { Int($0.id) })
            let missing = (0..<min(numbers.max() ?? 0, 1_000)).filter { !numbers.contains($0) }.map(
                String.init)
            for id in list.isEmpty ? ["0"] : missing {
                files.append(WebexFile(id: id, problem: .vanished))
            }
        }
        return files
    }

    // `4711-Plan.pdf`: the number keeps names apart.
    private static func withoutNumber(_ name: String) -> String {
        let digits = name.prefix { $0.isASCII && $0.isNumber }
        guard (1...5).contains(digits.count), name.dropFirst(digits.count).first == "-" else { return name }
        let rest = name.dropFirst(digits.count + 1)
        return rest.isEmpty ? name : String(rest)
    }
}
